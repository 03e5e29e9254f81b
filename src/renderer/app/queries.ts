import { useEffect, useState } from 'react';
import { useCall } from './bridge';
import { localTime, localToday } from './clock';
import { useDesk } from './state';

export function useStatus() {
  const asOf = useDesk((desk) => desk.asOf);
  return useCall('portfolio.status', { asOf }, { keepPrevious: true });
}

export function useSettings() {
  const asOf = useDesk((desk) => desk.asOf);
  return useCall('settings.get', { asOf }, { keepPrevious: true });
}

/** The list of the day as the header, the navigation and Today show it: one question, asked once. */
export function useAgenda() {
  const asOf = useDesk((desk) => desk.asOf);
  const everybody = useDesk((desk) => desk.everybody);
  const showAll = useDesk((desk) => desk.showAll);
  const status = useStatus();
  const settings = useSettings();
  const now = useLocalTime();
  const length = settings.data?.settings.listLength;
  const userId = everybody ? null : (status.data?.me?.id ?? null);
  return useCall(
    'agenda.today',
    { asOf, userId, limit: showAll ? 'all' : (length ?? 30), localTime: asOf === localToday() ? now : null },
    { enabled: status.data?.started === true && length !== undefined, keepPrevious: true },
  );
}

/** Moves on by itself, so that a call-back comes up at its hour. */
function useLocalTime(): string {
  const [now, setNow] = useState(localTime);
  useEffect(() => {
    const timer = setInterval(() => setNow(localTime()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
