import { queryClient } from './bridge';
import { useDesk } from './state';

/** What the data process tells by itself: something was recorded (here, by the command line, by a merge), or it is gone. */
export function listenForPushes(): () => void {
  return window.duebook.onPush((event) => {
    if (event.type === 'changed') void queryClient.invalidateQueries();
    if (event.type === 'dataLost') useDesk.getState().setDataLost(event.message);
  });
}
