import type { BoardFile } from '@linli/shared/polls/board.schema'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { useState } from 'react'
import { useActor } from '@/platform/session'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import { MoreRows } from '@/ui/more-rows'
import { Names } from '@/ui/names'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { answerText, type MyRow } from './poll-words'
import './polls.scss'

type NamedRow = NonNullable<BoardFile['named']>['rows'][number]

const PAGE = 50
const MARKS = 12

function saysText(poll: PollView, { standing, answers }: NamedRow): string {
  switch (standing) {
    case 'voted':
      return poll.questions.map((question, index) => answerText(question, answers[index] ?? '')).join('；')
    case 'reached':
      return '送达，没有投'
    case 'suspended':
      return '共有人意见不一致，不算'
    case 'absent':
      return '没有投'
  }
}

/** The list of a named poll for who stands on it: every page carries the reader's name, as a photo of it would. */
export function NamedBoard({
  poll,
  rows,
  mine,
}: {
  readonly poll: PollView
  readonly rows: readonly NamedRow[]
  readonly mine: readonly MyRow[]
}) {
  const actor = useActor()
  const [shown, setShown] = useState(PAGE)
  const own = new Set(mine.map(({ serial }) => serial))
  const mark = `${actor?.displayName ?? ''} 查看`
  const list = [
    ...rows.filter(({ serial }) => own.has(serial)),
    ...rows.filter(({ serial }) => !own.has(serial)),
  ]
  return (
    <>
      <SectionTitle title="名单" note="只给名册上的人和居务监督看" />
      <Box className="marked-list">
        <Box hidden className="marked-list__marks">
          {Array.from({ length: MARKS }, (_, index) => (
            <Box key={`mark-${index + 1}`} as="span" className="marked-list__mark">
              {mark}
            </Box>
          ))}
        </Box>
        <Surface label="名单">
          {list.slice(0, shown).map((row) => (
            <Box key={row.serial} className={cls('board-line', own.has(row.serial) && 'board-line--own')}>
              <Box as="span" className="board-line__label">
                <Names>{`${row.serial} · ${row.label}${row.votes === 1 ? '' : `，${row.votes} 票`}`}</Names>
              </Box>
              <Box as="span" className="board-line__choice">
                {saysText(poll, row)}
              </Box>
            </Box>
          ))}
        </Surface>
      </Box>
      {shown < list.length && <MoreRows onTap={() => setShown(shown + PAGE)} />}
    </>
  )
}
