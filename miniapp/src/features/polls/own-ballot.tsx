import type { BoardFile } from '@linli/shared/polls/board.schema'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { useState } from 'react'
import { copyText } from '@/platform/clipboard'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { cls } from '@/ui/class-names'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import type { KeptBallot } from './kept-ballots'
import { answerText, codeText } from './poll-words'
import './polls.scss'

type SecretBox = NonNullable<BoardFile['secret']>[number]

/** Where a code stands on the board, by its first digits; -1 when it is not there. Codes are sorted. */
export function placeOf({ entries }: Pick<SecretBox, 'entries'>, code: string): number {
  const asked = code.toLowerCase().replaceAll(/[^0-9a-f]/g, '')
  return asked.length < SHORTEST_SEARCH ? -1 : entries.findIndex(([known]) => known.startsWith(asked))
}
const SHORTEST_SEARCH = 8

/** The lines around a ballot, so that one sees it stand in its order. */
export function BoardAround({
  poll,
  box,
  at,
}: {
  readonly poll: PollView
  readonly box: SecretBox
  readonly at: number
}) {
  const question = poll.questions.find(({ id }) => id === box.questionId)
  const from = Math.max(0, at - 1)
  return (
    <Surface label="公示板上的这一段">
      {box.entries.slice(from, at + 2).map(([code, choice], index) => (
        <Box key={code} className={cls('board-line', from + index === at && 'board-line--own')}>
          <Box as="span" className="board-line__code">
            {codeText(code)}
          </Box>
          <Box as="span" className="board-line__choice">
            {question === undefined ? choice : answerText(question, choice)}
          </Box>
        </Box>
      ))}
    </Surface>
  )
}

/** The own code, covered until asked for: a phone may be shared. */
export function OwnCode({ kept }: { readonly kept: KeptBallot }) {
  const [shown, setShown] = useState(false)
  const copy = async () =>
    showToast((await copyText(kept.codes.join('\n'))) ? '选票码已复制，别发给别人' : '没有复制成功')
  return (
    <Surface padded label="您的选票码">
      <Box className="own-code__head">
        <Box className="poll-part__title">您的选票码</Box>
        <Button kind="plain" icon={shown ? 'eye-off' : 'eye'} onTap={() => setShown(!shown)}>
          {shown ? '遮住' : '显示'}
        </Button>
      </Box>
      {kept.codes.map((code, index) => (
        <Box key={code} className="own-code">
          {kept.codes.length > 1 && <Box className="own-code__question">{`第 ${index + 1} 题`}</Box>}
          {/* Asterisks: a bullet is as wide as a character in Chinese fonts, and twelve do not fit a line of elder mode. */}
          {shown ? codeText(code) : '**** **** ****'}
        </Box>
      ))}
      <Box className="poll-bars__note">
        只存在这部手机里。谁拿到它，谁就能看到这张票投了什么，别发给别人。
      </Box>
      {shown && (
        <Button kind="outline" icon="copy" onTap={() => void copy()}>
          复制整个选票码
        </Button>
      )}
    </Surface>
  )
}

/** Looks a code up that is not on this device. */
export function CodeSearch({
  poll,
  boxes,
}: {
  readonly poll: PollView
  readonly boxes: readonly SecretBox[]
}) {
  const [code, setCode] = useState('')
  const found = boxes.flatMap((box) => {
    const at = placeOf(box, code)
    return at < 0 ? [] : [{ box, at }]
  })
  const isLong = code.replaceAll(/[^0-9a-fA-F]/g, '').length >= SHORTEST_SEARCH
  return (
    <>
      <SectionTitle title="用选票码找" note="在别的手机上投的、投纸票的，都可以输入选票码" />
      <Surface padded>
        <TextField
          id="board-code"
          label="选票码"
          maxLength={40}
          value={code}
          onChange={setCode}
          help="前 8 位就够"
          error={isLong && found.length === 0 ? '公示板上没有这个选票码' : undefined}
        />
      </Surface>
      {found.map(({ box, at }) => (
        <BoardAround key={box.questionId} poll={poll} box={box} at={at} />
      ))}
    </>
  )
}
