import type { DeskObjectionView } from '@linli/shared/polls/poll-desk.schema'

/**
 * Who objects, with the door and the line of the roll, a sentence for each person the account speaks for.
 * @param hasRoll false once the roll was taken back: then it says nothing of anybody
 */
export function objectorTexts(by: NonNullable<DeskObjectionView['by']>, hasRoll = true): string[] {
  if (by.length === 0) return ['提的人已经不在本社区']
  return by.map(({ name, homes, rows }) => {
    const who = homes.length === 0 ? name : `${name}，住址登记：${homes.join('、')}`
    if (!hasRoll) return who
    const lines = rows.map(({ serial, label }) => `第 ${serial} 号 ${label}`).join('；')
    return lines === '' ? `${who}。名册上没有` : `${who}。名册：${lines}`
  })
}
