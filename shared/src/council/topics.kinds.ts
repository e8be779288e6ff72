/** Why a topic does not go on; each says what to do instead. */
export const screeningReasons = {
  case: {
    label: '这件事可以直接办，不用先议',
    advice: '请在意见箱里提意见，社区会按期限办理',
  },
  same: { label: '和已有的议题是同一件事', advice: '请到下面相似的议题里支持，您的想法也可以在那里说' },
  not_ours: { label: '不归居民议事会决定', advice: '可以打 12345，由有权决定的部门答复' },
  unlawful: { label: '和法律法规或者别人的权利冲突', advice: '换一个不冲突的办法，可以重新提' },
  private_matter: { label: '是两家之间的事', advice: '可以请社区调解，不在议事会上公开讨论' },
  unclear: { label: '看不出要大家决定什么', advice: '写清楚想怎么做，可以重新提' },
} as const
export type ScreeningReason = keyof typeof screeningReasons
export const screeningReasonCodes = Object.keys(screeningReasons) as [ScreeningReason, ...ScreeningReason[]]

/** On which side of the question a statement stands. */
export const statementSides = ['for', 'against', 'idea'] as const
export type StatementSide = (typeof statementSides)[number]
export const statementSideLabel: Record<StatementSide, string> = {
  for: '赞成的理由',
  against: '担心的地方',
  idea: '别的办法',
}

export const stances = ['agree', 'disagree', 'pass'] as const
export type Stance = (typeof stances)[number]
export const stanceLabel: Record<Stance, string> = { agree: '同意', disagree: '不同意', pass: '跳过' }

/** What the stances to a statement come to, over people of different minds. */
export const findings = ['agreed', 'rejected', 'divided', 'open'] as const
export type Finding = (typeof findings)[number]

/** Why staff hide a statement; its author reads the reason. */
export const hidingReasons = ['names_somebody', 'insult', 'advert', 'off_topic', 'unlawful'] as const
export type HidingReason = (typeof hidingReasons)[number]
export const hidingReasonLabel: Record<HidingReason, string> = {
  names_somebody: '写到了别人的姓名、电话或者门牌',
  insult: '有骂人的话',
  advert: '是广告',
  off_topic: '和这个议题没有关系',
  unlawful: '违反法律法规',
}

/** More statements on one topic nobody reads. */
export const MOST_STATEMENTS = 200
/** Opinions a topic can be made from at once. */
export const MOST_SOURCES = 50
/** Of fewer people nothing is told: what one of them has said could be worked out (telling.rules.ts). */
export const FEWEST_REACTIONS = 15

/** What residents, and what the desk, look through topics by. */
export const topicFilters = ['gathering', 'deliberating', 'decided', 'over'] as const
export type TopicFilter = (typeof topicFilters)[number]
export const deskTopicFilters = ['waiting', 'gathering', 'deliberating', 'decided', 'over'] as const
export type DeskTopicFilter = (typeof deskTopicFilters)[number]
