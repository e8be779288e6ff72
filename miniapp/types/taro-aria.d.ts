import '@tarojs/components/types/common'

// The aria build plugin carries these into WeChat's templates; Taro's own types stop at role and label.
declare module '@tarojs/components/types/common' {
  interface StandardProps {
    ariaRole?: string | undefined
    ariaLabel?: string | undefined
    ariaHidden?: boolean | undefined
    ariaChecked?: boolean | 'mixed' | undefined
    ariaDisabled?: boolean | undefined
    ariaSelected?: boolean | undefined
    ariaExpanded?: boolean | undefined
    ariaLive?: 'polite' | 'assertive' | undefined
    ariaModal?: boolean | undefined
  }
}
