/** What the time until the answer counts (reference: cases and booking §2.1): 工作日, 工作时, 自然日. */
export const limitUnits = ['workdays', 'workhours', 'days'] as const
export type LimitUnit = (typeof limitUnits)[number]

const unitWords: Readonly<Record<LimitUnit, string>> = {
  workdays: '个工作日',
  workhours: '个工作小时',
  days: '天',
}

/** From when the days until the answer count (cases-booking §2.1): the day after, or the day itself. */
export const limitStarts = ['next_day', 'same_day'] as const
export type LimitStart = (typeof limitStarts)[number]

/** What one category decides for itself; what it leaves out, the figures of the community say. */
export interface CategoryRules {
  /** The day after when absent. */
  readonly start?: LimitStart
  /** Counted days before the due day on whose morning somebody is reminded. */
  readonly warnDays?: number
  /** The time runs on while the case waits for the resident, a vote or the season. */
  readonly pauses?: false
  /** Days one extension may add at most; 0: none is granted. */
  readonly mostExtensionDays?: number
  /** How often a case may be taken up again. */
  readonly mostReopens?: number
}

interface Limit {
  readonly days: number
  readonly unit?: LimitUnit | undefined
}

/** `5 个工作日`, `4 个工作小时`, `7 天`. */
export const limitText = ({ days, unit = 'workdays' }: Limit): string => `${days} ${unitWords[unit]}`

/** More time is granted in days: `3 个工作日`; where natural days are counted `3 天`. */
export const extensionText = ({ days, unit }: Limit): string =>
  limitText({ days, unit: unit === 'days' ? 'days' : 'workdays' })

/**
 * The default catalogue of two levels with its answer limits (reference: domain facts §6.1).
 * It is tenant data: these rows are what a new community starts with.
 * `days` are working days until the answer unless `unit` says otherwise; `urgent` (T0) means: contacted within 30
 * minutes, round the clock.
 */
export interface CategoryDefault {
  readonly code: string
  readonly label: string
  readonly urgent?: true
  readonly days: number
  /** Working days when absent. */
  readonly unit?: LimitUnit
  /** The organisation that normally leads such cases, by its name; the office when absent. A person still decides. */
  readonly lead?: string
  readonly rules?: CategoryRules
}
export interface CategoryGroup {
  readonly code: string
  readonly label: string
  readonly items: readonly CategoryDefault[]
}

const item = (code: string, label: string, days: number): CategoryDefault => ({ code, label, days })
const urgent = (code: string, label: string): CategoryDefault => ({ code, label, days: 1, urgent: true })

export const defaultCatalogue: readonly CategoryGroup[] = [
  {
    code: 'property',
    label: '物业服务',
    items: [
      item('property.repair', '维修', 3),
      item('property.cleaning', '保洁', 3),
      item('property.order', '秩序', 3),
      item('property.fees', '收费与公示', 5),
      item('property.common-income', '公共收益', 7),
      item('property.lift', '电梯维保', 3),
      item('property.entrance', '门禁', 3),
      item('property.renovation', '装修管理', 3),
      item('property.attitude', '态度与热线', 5),
      item('property.handover', '物业交接', 7),
    ],
  },
  {
    code: 'sanitation',
    label: '环境卫生',
    items: [
      item('sanitation.garbage', '垃圾清运与分类', 1),
      item('sanitation.debris', '建筑垃圾', 3),
      item('sanitation.corridor', '楼道堆物', 5),
      item('sanitation.pets', '宠物粪便', 3),
      item('sanitation.pests', '病媒', 3),
      urgent('sanitation.sewage', '污水返溢'),
      item('sanitation.fumes', '油烟', 5),
      item('sanitation.greenery', '毁绿', 5),
      item('sanitation.falling', '高空抛物', 3),
      item('sanitation.toilet', '公厕', 3),
      urgent('sanitation.carcass', '动物尸体'),
    ],
  },
  {
    code: 'traffic',
    label: '停车交通',
    items: [
      urgent('traffic.fire-lane', '消防车通道'),
      urgent('traffic.ebike', '电动车进楼、飞线'),
      item('traffic.space', '车位占用', 3),
      item('traffic.fees', '停车收费', 5),
      item('traffic.charging', '充电桩', 5),
      item('traffic.speed', '限速', 5),
      item('traffic.shared-bikes', '共享单车', 3),
      item('traffic.wrecks', '僵尸车', 5),
      item('traffic.roadside', '道路泊位', 5),
      item('traffic.accessible', '无障碍车位', 5),
      item('traffic.more-spaces', '增加车位', 15),
    ],
  },
  {
    code: 'noise',
    label: '噪音扰民',
    items: [
      item('noise.neighbour', '邻里生活', 3),
      item('noise.renovation', '装修', 1),
      item('noise.construction', '施工', 1),
      urgent('noise.night-construction', '夜间施工'),
      item('noise.business', '商业', 3),
      item('noise.dancing', '广场舞', 3),
      item('noise.machines', '设备低频', 7),
      item('noise.dogs', '犬吠', 3),
      item('noise.traffic', '交通', 7),
      item('noise.venues', '娱乐场所', 3),
    ],
  },
  {
    code: 'facilities',
    label: '公共设施与安全',
    items: [
      urgent('facilities.gas', '燃气'),
      urgent('facilities.trapped', '电梯困人、故障'),
      item('facilities.fire', '消防设施', 3),
      item('facilities.facade', '外墙脱落', 3),
      urgent('facilities.manhole', '井盖'),
      item('facilities.lights', '路灯、楼道灯', 3),
      item('facilities.drainage', '排水', 3),
      item('facilities.play', '健身与儿童设施', 5),
      item('facilities.cameras', '监控', 5),
      item('facilities.outage', '停水停电', 1),
    ],
  },
  {
    code: 'neighbours',
    label: '邻里与家庭',
    items: [
      item('neighbours.leak', '漏水', 3),
      item('neighbours.light', '采光', 7),
      item('neighbours.wall', '共有墙', 7),
      item('neighbours.family', '家庭矛盾', 3),
      urgent('neighbours.violence', '家庭暴力'),
    ],
  },
  {
    code: 'affairs',
    label: '政务与社保',
    items: [
      item('affairs.pension', '养老', 1),
      item('affairs.medical', '医保', 1),
      item('affairs.relief', '救助', 1),
      item('affairs.jobs', '就业', 1),
      item('affairs.papers', '证件', 1),
      item('affairs.births', '生育', 1),
    ],
  },
  {
    code: 'care',
    label: '养老、托幼、助残',
    items: [
      urgent('care.lost-contact', '独居失联'),
      item('care.meals', '助餐', 3),
      item('care.nursing', '护理', 7),
      item('care.children', '托育', 7),
      item('care.accessibility', '无障碍', 7),
    ],
  },
  {
    code: 'safety',
    label: '治安与反诈',
    items: [
      item('safety.strangers', '可疑人员', 1),
      item('safety.rentals', '群租', 3),
      item('safety.fraud', '诈骗线索', 1),
      urgent('safety.fraud-now', '诈骗正在发生'),
      item('safety.health-products', '保健品骗局', 1),
      item('safety.theft', '盗窃', 1),
      item('safety.personal-data', '个人信息泄露', 1),
    ],
  },
  {
    code: 'culture',
    label: '文体与志愿',
    items: [
      item('culture.venue', '场地', 5),
      item('culture.events', '活动', 5),
      item('culture.volunteers', '志愿', 7),
    ],
  },
  {
    code: 'self-governance',
    label: '居民自治',
    items: [
      item('self-governance.topic', '议题提案', 15),
      item('self-governance.assembly', '业主大会召集', 15),
      item('self-governance.rules', '公约', 15),
      item('self-governance.disclosure', '居务公开', 7),
    ],
  },
  {
    code: 'other',
    label: '建议、表扬、其他',
    items: [
      item('other.advice', '建议', 7),
      item('other.praise', '表扬', 5),
      item('other.policy', '政策咨询', 1),
      item('other.else', '其他', 7),
    ],
  },
]

/** Numbers to dial before anything is submitted; tap to call. */
export const emergencyNumbers = [
  { number: '110', for: '有人受到伤害、正在被骗或被盗' },
  { number: '119', for: '着火、有人被困' },
  { number: '120', for: '有人受伤或突发急病' },
  { number: '122', for: '发生了交通事故' },
  { number: '96110', for: '接到可疑电话，怀疑是诈骗' },
] as const

/** Reasons for not accepting, each with the right address (reference: domain facts §6.1, cases of Beijing art. 11 and Weifang art. 19). */
export const rejectReasons = {
  court: { label: '由法院或仲裁处理', advice: '社区不能办。您可以打 12348 问法律援助' },
  petition: { label: '已进入信访或复议', advice: '正在信访或复议的事，请等那边的答复' },
  discipline: { label: '反映党员干部问题', advice: '请打 12388 向纪检监察机关反映' },
  disclosure_request: { label: '申请政府信息公开', advice: '请向掌握信息的部门提交公开申请' },
  not_here: { label: '不在本社区', advice: '请向当地社区反映，或打 12345' },
  closed_already: { label: '已依法办结，没有新情况', advice: '有新情况可以随时再提' },
  unclear: { label: '补充后仍说不清', advice: '想好了可以再提，也可以打社区电话说' },
} as const
export type RejectReason = keyof typeof rejectReasons
export const rejectReasonCodes = Object.keys(rejectReasons) as [RejectReason, ...RejectReason[]]
