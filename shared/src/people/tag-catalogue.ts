import type { Role } from '../roles'

/** Where a mark on a person comes from. */
export const tagSources = ['official', 'self', 'staff', 'import'] as const
export type TagSource = (typeof tagSources)[number]

export const tagSourceLabel: Record<TagSource, string> = {
  official: '主管部门认定结果',
  self: '本人登记',
  staff: '社区走访',
  import: '名册导入',
}

/** One kind of mark (PIPL art. 6, 19, 28: what for, from where, how long, seen by whom). */
export interface TagDefinition {
  /** Letters, digits and hyphens; never changes. */
  readonly code: string
  readonly label: string
  /** What it is kept for, as a resident may read it. */
  readonly purpose: string
  /** The sources it may come from. */
  readonly sources: readonly TagSource[]
  /** Days it is kept after it ran out or was taken off. */
  readonly retentionDays: number
  /** Longest time it holds, in days; null when it does not run out by itself. */
  readonly holdsDays: number | null
  /** Kept out of lists, audiences and cards; each look is recorded with its purpose. */
  readonly sensitive: boolean
  /** Who may see it at all. */
  readonly visibleTo: readonly Role[]
  /** May stand in an audience: a sensitive one never does. */
  readonly audience: boolean
}

const everyday: readonly Role[] = ['grid_worker', 'community_staff', 'community_admin']
const office: readonly Role[] = ['community_staff', 'community_admin']

const plain = (code: string, label: string, purpose: string): TagDefinition => ({
  code,
  label,
  purpose,
  sources: ['self', 'staff', 'import'],
  retentionDays: 180,
  holdsDays: null,
  sensitive: false,
  visibleTo: everyday,
  audience: true,
})

const sensitive = (
  tag: Pick<TagDefinition, 'code' | 'label' | 'purpose' | 'sources' | 'visibleTo' | 'holdsDays'>,
): TagDefinition => ({ ...tag, retentionDays: 30, sensitive: true, audience: false })

/** Being on the list of those to be helped first is a choice of the person (product §3.9). */
export const HELP_FIRST = 'help-first'

/**
 * What a community begins with; it may change labels, purposes and periods, and add marks of its own. 低保 and
 * 低收入 are the results of the civil affairs office, kept for the year they hold; income itself is not collected.
 */
export const defaultTagCatalogue: readonly TagDefinition[] = [
  plain('dog', '养犬户', '犬只登记和文明养犬提醒'),
  plain('ebike', '有电动自行车', '充电安全和车棚安排'),
  plain('car', '有车位', '车位和道路施工通知'),
  plain('preschool', '有学龄前孩子', '疫苗、入园和亲子活动通知'),
  plain('volunteer', '志愿者', '志愿活动招募'),
  sensitive({
    code: HELP_FIRST,
    label: '同意列入优先帮助名单',
    purpose: '停水停电、极端天气时先联系',
    sources: ['self', 'staff'],
    visibleTo: everyday,
    holdsDays: 365,
  }),
  sensitive({
    code: 'living-alone',
    label: '独居需关注',
    purpose: '定期探访',
    sources: ['self', 'staff'],
    visibleTo: everyday,
    holdsDays: 365,
  }),
  sensitive({
    code: 'disability',
    label: '残疾',
    purpose: '上门服务和无障碍安排',
    sources: ['official', 'self'],
    visibleTo: everyday,
    holdsDays: 3650,
  }),
  sensitive({
    code: 'medical-device',
    label: '居家使用医疗设备',
    purpose: '停电前提前告知',
    sources: ['self'],
    visibleTo: office,
    holdsDays: 365,
  }),
  sensitive({
    code: 'subsistence',
    label: '低保',
    purpose: '落实救助政策',
    sources: ['official', 'import'],
    visibleTo: office,
    holdsDays: 365,
  }),
  sensitive({
    code: 'low-income',
    label: '低收入家庭',
    purpose: '落实救助政策',
    sources: ['official', 'import'],
    visibleTo: office,
    holdsDays: 365,
  }),
]

/** Whether a mark that runs out at `expiresAt` holds at `now`. */
export const tagHolds = (expiresAt: Date | null, now: Date): boolean => expiresAt === null || expiresAt > now
