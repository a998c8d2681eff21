// Holds the fall of one part of the window, so that it does not take the others with it. Says what happened.
import { Component, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

interface Fall {
  readonly error: unknown;
}

function Fallen({ error, again }: Fall & { readonly again: () => void }) {
  const words = useTranslations('shell.crash');
  return (
    <div role="alert">
      <EmptyState
        title={words('title')}
        action={
          <>
            <Button onClick={again}>{words('again')}</Button>
            <Button onClick={() => window.location.reload()}>{words('reload')}</Button>
          </>
        }
      >
        <p>{words('text')}</p>
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </EmptyState>
    </div>
  );
}

export interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly fall: Fall | null }> {
  override state: { readonly fall: Fall | null } = { fall: null };

  static getDerivedStateFromError(error: unknown): { readonly fall: Fall } {
    return { fall: { error } };
  }

  override render(): ReactNode {
    const { fall } = this.state;
    if (fall === null) return this.props.children;
    return <Fallen error={fall.error} again={() => this.setState({ fall: null })} />;
  }
}
