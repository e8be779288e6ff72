import { Component, type ReactNode } from 'react'
import { ErrorBlock } from './error-block'

interface State {
  readonly failed: boolean
}

/** A fault in one page shows words and a way on, never a blank screen. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false }

  static getDerivedStateFromError(): State {
    return { failed: true }
  }

  override componentDidCatch(error: unknown): void {
    // eslint-disable-next-line no-console -- the person reads a sentence; the fault itself must be visible somewhere
    console.error(error)
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <ErrorBlock
        what="这一页出了点问题"
        next="您写的内容还在，请再试一次"
        onRetry={() => this.setState({ failed: false })}
      />
    )
  }
}
