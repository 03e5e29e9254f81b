import type { ReactNode } from 'react';
import { Component } from 'react';
import { EmptyState } from '../components/EmptyState';

interface Props {
  /** What broke, in words: "window", "view". */
  where: string;
  children: ReactNode;
}

/** A part of the page that cannot be drawn says so instead of leaving a blank window; what was recorded is not touched by it. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error) {
    console.error(error);
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div role="alert">
        <EmptyState
          title={`This ${this.props.where} could not be shown`}
          action={
            <button type="button" className="db-link" onClick={() => this.setState({ error: null })}>
              Try again
            </button>
          }
        >
          <p>Everything you saved is kept. What went wrong: {error.message}</p>
        </EmptyState>
      </div>
    );
  }
}
