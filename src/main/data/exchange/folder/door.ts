/** What publishing and collecting need of the exchange itself. */
export interface Door {
  portfolioId: string;
  /** 16 hex digits. */
  replicaId: string;
  /**
   * Writes to a new file what changed since the folder's last segment, without what came in through this very folder; a
   * snapshot holds the whole scope. Null, and no file, when there is nothing to tell.
   */
  write(path: string, kind: 'segment' | 'snapshot', scope: string): Promise<{ bytes: number } | null>;
  /** Merges a file; whether it brought anything new. */
  merge(path: string): Promise<boolean>;
}
