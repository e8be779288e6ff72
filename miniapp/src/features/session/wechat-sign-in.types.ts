export interface WechatSignInProps {
  /** False until the privacy terms are ticked. */
  readonly mayStart: () => boolean
  readonly onDone: () => void
  /** The person refused, or the quota is used up: SMS is the way then. */
  readonly onOtherWay: (reason: string) => void
}
