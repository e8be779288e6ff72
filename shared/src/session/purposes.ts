/** What a person may agree to beside the service itself, each for itself (PIPL art. 14, 16, 24). */
export const optionalPurposes = ['wechatMessages', 'personalisedPush'] as const
export type OptionalPurpose = (typeof optionalPurposes)[number]
