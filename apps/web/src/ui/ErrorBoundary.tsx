import { Component, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { EmptyState } from './EmptyState.tsx';

interface State {
  readonly error: Error | undefined;
}

/** Keeps a failure of one part from taking the page, and with it unsaved work, down. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) {
      return this.props.children;
    }
    return (
      <div role="alert" className="h-full">
        <EmptyState title="This part of the editor failed">
          <p className="mb-3 break-words">{error.message}</p>
          <Button onClick={() => this.setState({ error: undefined })}>Show it again</Button>
        </EmptyState>
      </div>
    );
  }
}
