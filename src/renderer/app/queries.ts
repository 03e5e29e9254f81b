import { useCall } from './bridge';
import { useDesk } from './state';

/** Call-backs have an hour and failed calls come back: the list is asked for again as time moves on. */
const LIST_MOVES_ON_MS = 5 * 60_000;

export function useStatus() {
  const asOf = useDesk((desk) => desk.asOf);
  return useCall('portfolio.status', { asOf }, { keepPrevious: true });
}

export function useSettings() {
  const asOf = useDesk((desk) => desk.asOf);
  return useCall('settings.get', { asOf }, { keepPrevious: true });
}

/** The list of the day as the header, the navigation and Today show it: one question. */
export function useAgenda() {
  const asOf = useDesk((desk) => desk.asOf);
  const everybody = useDesk((desk) => desk.everybody);
  const showAll = useDesk((desk) => desk.showAll);
  const status = useStatus();
  const settings = useSettings();
  const length = settings.data?.settings.listLength;
  const userId = everybody ? null : (status.data?.me?.id ?? null);
  return useCall(
    'agenda.today',
    { asOf, userId, limit: showAll ? 'all' : (length ?? 30) },
    {
      enabled: status.data?.started === true && length !== undefined,
      keepPrevious: true,
      refetchInterval: LIST_MOVES_ON_MS,
    },
  );
}
