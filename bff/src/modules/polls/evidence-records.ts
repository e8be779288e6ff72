import type { Board } from '@linli/shared/polls/board'
import type { RollLine } from '@linli/shared/polls/fingerprints'
import { buildingOf, createPlaceTurnout, isSmallCell } from '@linli/shared/polls/turnout.rules'
import * as z from 'zod/mini'
import { safeParse } from 'zod/v4/core'
import { evidenceNames as names } from './evidence-files'
import { differs, isRead, within, wrongItem, type Read } from './evidence-reading'

// The records that accompany a count: each is laid beside what the root binds, as far as it says the same.

const signed = z.object({ signatures: z.array(z.object({ name: z.string(), root: z.optional(z.string()) })) })

/** Every signature is one of this root. Signatures from before do not say which root they are of. */
export function historyFaults(history: Read<unknown> | string, root: string): (string | null)[] {
  if (!isRead(history)) return [history]
  const parsed = safeParse(signed, history.raw)
  if (!parsed.success) return ['history.json signatures：不是签认的列表']
  return parsed.data.signatures.map(({ name, root: own }, at) =>
    own === undefined ? null : differs(`history.json signatures[${at}]（${name}）的总指纹`, own, root),
  )
}

const doubted = z.array(z.object({ serial: z.number(), label: z.string(), voted: z.boolean() }))

/** Who spoke of a record stands on the roll by that name, once; a named board also says whether the row has voted. */
export function notMeFaults(
  part: Read<unknown> | string,
  lines: readonly RollLine[],
  board: Board | null,
): (string | null)[] {
  if (!isRead(part)) return [part]
  const parsed = safeParse(doubted, part.raw)
  if (!parsed.success) return [wrongItem(names.notMe, parsed.error)]
  const seen = new Set<number>()
  return parsed.data.flatMap(({ serial, label, voted }, at) => {
    const isTwice = seen.has(serial)
    seen.add(serial)
    const row = board?.named?.rows[serial - 1]
    return [
      isTwice ? `not-me.json [${at}].serial：第 ${serial} 行出现了两次` : null,
      within(names.notMe, `[${at}].label`, label, lines[serial - 1]?.label),
      row ? within(names.notMe, `[${at}].voted`, voted, row.standing === 'voted') : null,
    ]
  })
}

const places = z.array(z.strictObject({ place: z.string(), rows: z.number(), voted: z.number() }))

/**
 * Turnout by building. A named board says of every row whether it has voted, so the lines are made again. A secret one
 * does not, and nothing here does: their rows follow from the roll, their sums from the board, and no line is one that
 * the rule would not have let out.
 */
export function turnoutFaults(
  part: Read<unknown> | string,
  lines: readonly RollLine[],
  board: Board | null,
): (string | null)[] {
  if (!isRead(part)) return [part]
  if (board?.named) {
    const again = createPlaceTurnout()
    for (const { label, standing } of board.named.rows) again.add(label, standing === 'voted')
    return [within(names.turnout, '', part.raw, again.result('named'))]
  }
  const parsed = safeParse(places, part.raw)
  if (!parsed.success) return [wrongItem(names.turnout, parsed.error)]
  const cells = parsed.data
  if (cells.length === 0) return []
  const sum = (of: 'rows' | 'voted'): number => cells.reduce((all, cell) => all + cell[of], 0)
  return [
    ...cells.flatMap((cell, at) => [
      isSmallCell('secret', cell) ? `turnout.json [${at}]：行数太少，本来不该单列` : null,
      // The last line may be what was put together.
      cell.place === '其他' && at === cells.length - 1
        ? null
        : within(
            names.turnout,
            `[${at}].rows`,
            cell.rows,
            lines.filter(({ label }) => buildingOf(label) === cell.place).length,
          ),
    ]),
    within(names.turnout, '各行 rows 的和', sum('rows'), lines.length),
    board && within(names.turnout, '各行 voted 的和', sum('voted'), board.roll.voted),
  ]
}

const whole = z.number().check(z.int(), z.gte(0))
const papers = z.object({
  printed: whole,
  marked: z.optional(whole),
  entered: whole,
  spoiled: whole,
  voided: z.array(whole),
})

/** Papers as the board accounts for them: what is spoiled and missing there follows from what was marked and entered here. */
export function paperFaults(part: Read<unknown> | string, board: Board | null): (string | null)[] {
  if (!isRead(part)) return [part]
  const parsed = safeParse(papers, part.raw)
  if (!parsed.success) return [wrongItem(names.papers, parsed.error)]
  const { printed, marked, entered, spoiled, voided } = parsed.data
  const isInOrder = voided.every((serial, at) => serial > (voided[at - 1] ?? 0) && serial <= printed)
  return [
    within(names.papers, '', part.raw, parsed.data),
    ...(board?.secret ?? []).flatMap((box, at) => [
      within(names.papers, `spoiled（第 ${at + 1} 题）`, spoiled, box.spoiled),
      marked === undefined
        ? null
        : within(
            names.papers,
            `marked - entered（第 ${at + 1} 题没有收回的）`,
            marked - entered,
            box.missing,
          ),
      entered - spoiled > box.entries.length
        ? `papers.json entered：录了 ${entered} 张，比选票和废票还多`
        : null,
    ]),
    entered > printed ? `papers.json entered：录了 ${entered} 张，只印了 ${printed} 张` : null,
    isInOrder ? null : 'papers.json voided：作废的编号不按顺序，或者没有印过',
  ]
}
