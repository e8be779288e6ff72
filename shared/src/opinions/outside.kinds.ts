/** What another system can say of a case it has in hand. */
export const outsideStatuses = ['received', 'in_progress', 'done', 'refused', 'transferred'] as const
export type OutsideStatus = (typeof outsideStatuses)[number]
