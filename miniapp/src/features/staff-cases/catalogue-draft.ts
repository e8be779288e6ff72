import type { CaseCatalogueGroup, CaseLimitsView } from '@linli/shared/opinions/desk.schema'

type Item = CaseCatalogueGroup['items'][number]

/** What the figures are called, each with its unit. */
export const limitWords: readonly {
  readonly name: keyof CaseLimitsView
  readonly label: string
  readonly unit: string
}[] = [
  { name: 'acceptanceDays', label: '多久告诉居民是否受理', unit: '个工作日' },
  { name: 'urgentMinutes', label: '紧急的多久联系居民', unit: '分钟，夜里和周末也一样' },
  { name: 'signHours', label: '派单后多久签收', unit: '个工作小时' },
  { name: 'mostReturns', label: '退回几次后由街道裁定', unit: '次' },
  { name: 'mostExtensionDays', label: '一次最多延期', unit: '个工作日' },
  { name: 'lapseDays', label: '答复后多久没评价就办结', unit: '天' },
  { name: 'reopenDays', label: '答复后多久内可以再办', unit: '天' },
  { name: 'mostReopens', label: '一件最多再办', unit: '次' },
  { name: 'warnDays', label: '到期前多久提醒办理人', unit: '天' },
  { name: 'supervisorDays', label: '逾期多久报社区负责人', unit: '天' },
  { name: 'streetDays', label: '逾期多久报街道', unit: '天' },
  { name: 'callbackPercent', label: '办结后抽多少回访', unit: '每一百件' },
]

/** A whole number as it is typed; nothing else becomes one. */
export const wholeOf = (typed: string): number =>
  /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : Number.NaN

/** A figure that may be left to the community: nothing typed is null. */
export const wholeOrNone = (typed: string): number | null => (typed.trim() === '' ? null : wholeOf(typed))

/** The catalogue with one second level changed, added (when its code is new) or, with null, taken out. */
export const withItem = (
  groups: readonly CaseCatalogueGroup[],
  groupCode: string,
  code: string,
  next: Item | null,
): CaseCatalogueGroup[] =>
  groups.map((group) => {
    if (group.code !== groupCode) return group
    const isThere = group.items.some((item) => item.code === code)
    const changed = group.items.flatMap((item) => (item.code === code ? (next ?? []) : item))
    return { ...group, items: isThere || next === null ? changed : [...changed, next] }
  })

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** A code nobody has yet: `sanitation.own-b`. Codes stay for ever in cases, labels can change. */
export function freshCode({ code, items }: CaseCatalogueGroup): string {
  for (const first of ['', ...LETTERS])
    for (const letter of LETTERS) {
      const fresh = `${code}.own-${first}${letter}`
      if (!items.some((item) => item.code === fresh)) return fresh
    }
  return `${code}.own-zzz`
}

export const blankItem = (group: CaseCatalogueGroup): Item => ({
  ...{ code: freshCode(group), label: '', days: 5, unit: 'workdays', urgent: false, lead: null },
  ...{ start: 'next_day', pauses: true, warnDays: null, mostExtensionDays: null, mostReopens: null },
})

const outOf = (value: number | null, most: number): boolean =>
  value !== null && !(value >= 0 && value <= most)

type ItemFaults = Partial<Record<'label' | 'days' | 'warnDays' | 'mostExtensionDays' | 'mostReopens', string>>

/** Why a second level cannot stand like this. */
export function itemFaults(item: Item): ItemFaults {
  return {
    ...(item.label.trim() === '' && { label: '请写类别的名字' }),
    ...(!(item.days >= 1 && item.days <= 90) && { days: '请填 1 到 90 之间的数' }),
    ...(outOf(item.warnDays, 5) && { warnDays: '请填 0 到 5 之间的数，或者空着' }),
    ...(outOf(item.mostExtensionDays, 30) && { mostExtensionDays: '请填 0 到 30 之间的数，或者空着' }),
    ...(outOf(item.mostReopens, 5) && { mostReopens: '请填 0 到 5 之间的数，或者空着' }),
  }
}
