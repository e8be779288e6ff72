/** Acts that WeChat grants only to its own button. */
export interface OpenButtonProps {
  readonly children: string
  readonly kind?: 'main' | 'tint' | 'outline' | 'plain'
  readonly openType: 'getPhoneNumber' | 'share' | 'agreePrivacyAuthorization' | 'openSetting'
  readonly id?: string
  /** The phone-number code for the server, or undefined when the person refused or the quota is used up. */
  readonly onPhoneCode?: (code: string | undefined) => void
  readonly onAgree?: () => void
}
