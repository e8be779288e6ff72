/** One rule of how long something is kept (PIPL art. 19: no longer than its purpose needs). */
export interface RetentionRule {
  /** What it is, as staff read it. */
  readonly label: string
  /** In hours or days after the event named in `after`; null where each kind of mark has its own. */
  readonly period: { readonly hours: number } | { readonly days: number } | null
  readonly after: string
  /** Where the figure comes from. */
  readonly source: string
  /** What is removed belongs to communities and is counted for each; otherwise to the deployment as a whole. */
  readonly perCommunity: boolean
}

/** 民法典 art. 188: three years to bring a claim. What proves an act is kept that long, and no longer. */
const LIMITATION_DAYS = 1095

/** Every rule, as data: the sweeps read their figures here, the report its words. A new kind adds a line. */
export const retentionRules = {
  sign_in_codes: {
    label: '短信验证码',
    period: { days: 2 },
    after: '发出后',
    source: '隐私说明“保存多久”',
    perCommunity: false,
  },
  sessions: {
    label: '登录状态',
    period: { days: 60 },
    after: '最后一次使用后',
    source: '隐私说明“保存多久”',
    perCommunity: false,
  },
  kept_answers: {
    label: '重复提交的保护记录',
    period: { hours: 24 },
    after: '提交后',
    source: '只为防止重复提交，个人信息保护法第十九条',
    perCommunity: false,
  },
  finished_events: {
    label: '已办完的内部任务',
    period: { days: 30 },
    after: '办完后',
    source: '排查差错，个人信息保护法第十九条',
    perCommunity: false,
  },
  webhook_deliveries: {
    label: '推送给其他系统的记录',
    period: { days: 30 },
    after: '推送后',
    source: '排查差错；不含意见内容和个人信息',
    perCommunity: false,
  },
  uploads: {
    label: '传了没有用上的照片和文件',
    period: { hours: 24 },
    after: '上传或移除后',
    source: '个人信息保护法第四十七条第一项',
    perCommunity: false,
  },
  marks: {
    label: '到期的居民标签',
    period: null,
    after: '到期后',
    source: '标签目录里每种标签自己的保存天数',
    perCommunity: true,
  },
  merge_copies: {
    label: '合并档案前的旧内容',
    period: { days: 30 },
    after: '合并后',
    source: '留给撤销合并的时间',
    perCommunity: true,
  },
  import_rows: {
    label: '导入名册时留下的行',
    period: { days: 7 },
    after: '核对或导入后',
    source: '只留够改正后再传的时间，个人信息保护法第十九条',
    perCommunity: true,
  },
  inbox: {
    label: '消息',
    period: { days: 730 },
    after: '收到后',
    source: '个人信息保护法第十九条，两年内够查办理经过',
    perCommunity: false,
  },
  exports: {
    label: '居民导出的数据文件',
    period: { days: 3 },
    after: '做好后',
    source: '只留够本人下载的时间，个人信息保护法第十九条',
    perCommunity: false,
  },
  delegate_asks: {
    label: '没有答复的代办申请',
    period: { days: 30 },
    after: '申请后',
    source: '只留够本人答复的时间，个人信息保护法第十九条',
    perCommunity: false,
  },
  unanswered_home_requests: {
    label: '没有补充的绑定申请，到期关闭、删除照片',
    period: { days: 30 },
    after: '请补充后',
    source: '证件照片只留够本人补充的时间，个人信息保护法第十九条',
    perCommunity: false,
  },
  undecided_home_proofs: {
    label: '一直没有核对的绑定申请里的证件照片',
    period: { days: 30 },
    after: '送出后',
    source: '证件照片只留够社区核对的时间，个人信息保护法第十九条；申请还在',
    perCommunity: false,
  },
  home_requests: {
    label: '绑定房屋的申请',
    period: { days: 180 },
    after: '办结后',
    source: '个人信息保护法第十九条；结果另有绑定记录',
    perCommunity: false,
  },
  invitations: {
    label: '绑定房屋的邀请码',
    period: { days: 180 },
    after: '生成后',
    source: '个人信息保护法第十九条；结果另有绑定记录',
    perCommunity: false,
  },
  callers: {
    label: '来电、来访人留下的姓名和电话',
    period: { days: 90 },
    after: '办结后',
    source: '回访和再办一次的期限都过了，个人信息保护法第十九条',
    perCommunity: false,
  },
  bookings: {
    label: '预约和取号的记录',
    period: { days: LIMITATION_DAYS },
    after: '预约后',
    source: '民法典第一百八十八条（诉讼时效三年）',
    perCommunity: false,
  },
  waits: {
    label: '预约候补的记录',
    period: { days: 90 },
    after: '候补后',
    source: '只留够查询谁先谁后，个人信息保护法第十九条',
    perCommunity: false,
  },
  slots: {
    label: '过去的预约时段',
    period: { days: 30 },
    after: '开始后',
    source: '只留够统计用，不含个人信息',
    perCommunity: false,
  },
  corrections: {
    label: '更正申请',
    period: { days: LIMITATION_DAYS },
    after: '办结后',
    source: '民法典第一百八十八条（诉讼时效三年）',
    perCommunity: true,
  },
  closed_accounts: {
    label: '已注销账号的同意记录',
    period: { days: LIMITATION_DAYS },
    after: '注销后',
    source: '民法典第一百八十八条（诉讼时效三年）',
    perCommunity: false,
  },
  frozen_persons: {
    label: '封存的居民档案',
    period: { days: LIMITATION_DAYS },
    after: '封存后',
    source: '民法典第一百八十八条、个人信息保护法第四十七条',
    perCommunity: true,
  },
} as const satisfies Record<string, RetentionRule>

export type RetentionCode = keyof typeof retentionRules
export const retentionCodes = Object.keys(retentionRules) as RetentionCode[]

const HOUR_MS = 3_600_000
const YEAR_DAYS = 365

/** The period of a rule in milliseconds. Throws RangeError for one that has none of its own. */
export function periodMs(code: RetentionCode): number {
  const { period }: RetentionRule = retentionRules[code]
  if (period === null) throw new RangeError(`${code} has no period of its own`)
  return 'hours' in period ? period.hours * HOUR_MS : period.days * 24 * HOUR_MS
}

/** What began before this instant is past its time. */
export const keptSince = (code: RetentionCode, now: Date): Date => new Date(now.getTime() - periodMs(code))

/** `发出后 2 天`, `提交后 24 小时`, `办结后 3 年`. */
export function periodText(code: RetentionCode): string {
  const { period, after }: RetentionRule = retentionRules[code]
  if (period === null) return `${after}，各有各的天数`
  if ('hours' in period) return `${after} ${period.hours} 小时`
  const years = period.days / YEAR_DAYS
  return `${after} ${Number.isInteger(years) ? `${years} 年` : `${period.days} 天`}`
}
