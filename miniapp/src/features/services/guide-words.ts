import type { ServiceView } from '@linli/shared/services/services.schema'

const unitWords = { hours: '小时', workdays: '个工作日', days: '天' } as const

/** How long it may take once the papers are complete. */
export function limitText(limit: ServiceView['limit']): string {
  if (limit === null) return '以当地办事指南为准'
  if (limit.unit === 'at-once' || limit.amount === 0) return '材料齐全，当场办好'
  return `材料齐全后 ${limit.amount} ${unitWords[limit.unit]}内`
}

/** Where the limit stands, so that nobody takes practice for law. */
export const limitSource = (limit: NonNullable<ServiceView['limit']>): string =>
  limit.confirmed ? `依据：${limit.source}` : '各地不一样，以当地办事指南为准'

type Material = ServiceView['materials'][number]

/** Papers that can be laid ready at home; what the office checks itself is not among them. */
export const ownPapers = (materials: readonly Material[]): readonly Material[] =>
  materials.filter(({ need }) => need !== 'checked')

/** `3 样都备好了`, `备好 1 样，还差 2 样`. */
export function readyText(papers: readonly Material[], ready: readonly string[]): string {
  const has = papers.filter(({ name }) => ready.includes(name)).length
  if (papers.length === 0) return ''
  if (has === papers.length) return `${has} 样都备好了`
  return has === 0 ? `共 ${papers.length} 样` : `备好 ${has} 样，还差 ${papers.length - has} 样`
}
