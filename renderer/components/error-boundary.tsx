import { Component, type ReactNode } from 'react';
import { errorData } from '../state/error-data.ts';
import { ErrorPage } from './error-page.tsx';

interface State {
  readonly failure: { readonly error: unknown } | undefined;
}

/** Shows the error page where drawing failed. The engine and its runs are not touched by it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    const { error } = failure;
    return (
      <ErrorPage
        title="The window could not be shown"
        error={errorData(error)}
        {...(error instanceof Error && error.stack && { trace: error.stack })}
        onRetry={() => location.reload()}
      />
    );
  }
}
