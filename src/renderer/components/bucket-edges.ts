import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { useSettings } from '../app/queries';

/** Where the portfolio's buckets end; the standard until its settings are there. */
export function useBucketEdges(): readonly number[] {
  return useSettings().data?.settings.bucketEdges ?? DEFAULT_SETTINGS.bucketEdges;
}
