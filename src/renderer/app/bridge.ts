import type { Bridge, CallName, Input, Output } from '@shared/contract';
import type { ErrorCode, Failure } from '@shared/contract/errors';
import { keepPreviousData, QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

declare global {
  interface Window {
    duebook: Bridge;
  }
}

/** A refusal of the data process. Its message is fit to be shown as it is. */
export class CallError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'CallError';
    this.code = failure.code;
    this.details = failure.details;
  }
}

export async function call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  const result = await window.duebook.call(name, input);
  if (!result.ok) throw new CallError(result.error);
  return result.value;
}

/** Answers come from a local database: no retry, no refetch on focus; a push says when something changed. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

interface CallOptions {
  enabled?: boolean;
  /** Keeps showing the last answer while another input is asked for (never across customers). */
  keepPrevious?: boolean;
  /** A refusal stands until somebody asks again, also when what shows it was away meanwhile. */
  refusalStands?: boolean;
  /** Asks again by itself, in milliseconds. */
  refetchInterval?: number;
}

export function useCall<N extends CallName>(name: N, input: Input<N>, options: CallOptions = {}) {
  return useQuery<Output<N>, CallError>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    retryOnMount: !options.refusalStands,
    ...(options.refetchInterval ? { refetchInterval: options.refetchInterval } : {}),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Asks ahead for what will be wanted next, so that it stands there at once. */
export function askAhead<N extends CallName>(name: N, input: Input<N>): void {
  void queryClient.prefetchQuery({ queryKey: [name, input], queryFn: () => call(name, input) });
}

/** A recording call. What was on screen is asked for anew as soon as it succeeded. */
export function useCommand<N extends CallName>(name: N) {
  const client = useQueryClient();
  return useMutation<Output<N>, CallError, Input<N>>({
    mutationFn: (input) => call(name, input),
    onSuccess: () => {
      void client.invalidateQueries();
    },
  });
}
