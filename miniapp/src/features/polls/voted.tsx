import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import { momentText } from '@linli/shared/time'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Icon } from '@/ui/icon'
import { EmptyState } from '@/ui/empty-state'
import { InfoList } from '@/ui/info-list'
import { Surface } from '@/ui/surface'
import { readBallot } from './kept-ballots'
import { saysChangeable, type MyRow } from './poll-words'
import { useActor } from '@/platform/session'
import { PollTitle } from './poll-detail'
import './polls.scss'

/** Of a secret ballot before closing: where its code will be, if it is on this device at all. */
const secretText = (closes: string, isHere: boolean): string =>
  isHere
    ? `${closes} 截止后，这里会出现您的选票码。拿它对一对公示板，就知道这一票算没算进去。`
    : `${closes} 截止后公布全部选票，谁都可以重新数一遍。`

interface VotedProps {
  readonly poll: PollView
  readonly mine: MyRowsView
  /** The row the address names; it may be cut off, old or somebody else's. */
  readonly asked: string | undefined
  /** The device could not keep the code. */
  readonly lost: boolean
}

/** No receipt is given for what the roll does not know. */
function NotVoted({ poll, row }: { readonly poll: PollView; readonly row: MyRow | undefined }) {
  const isOpen = poll.phase === 'open'
  const mayVote = isOpen && row?.isVoter === true
  return (
    <>
      <PollTitle poll={poll} />
      <Surface>
        <EmptyState
          icon="ballot"
          act={mayVote ? '去投票' : '看这次表决'}
          to={
            mayVote
              ? pageUrl('/packages/council/ballot', { id: poll.id, row: row.rowId })
              : pageUrl('/packages/council/poll', { id: poll.id })
          }
        >
          {row === undefined
            ? '名册上没有找到您的这一票，请从表决的页面进来看'
            : isOpen
              ? '这一票还没有投出'
              : '这一票没有投票记录'}
        </EmptyState>
      </Surface>
    </>
  )
}

/** The receipt: it is in, what comes next, and how it can be checked. Of a secret ballot it shows neither code nor choice. */
export function Voted({ poll, mine, asked, lost }: VotedProps) {
  const row =
    asked === undefined
      ? mine.rows.find(({ voted }) => voted)
      : mine.rows.find(({ rowId }) => rowId === asked)
  return row?.voted === true ? (
    <Receipt poll={poll} row={row} isOneOfMany={mine.rows.length > 1} lost={lost} />
  ) : (
    <NotVoted poll={poll} row={row} />
  )
}

function Receipt({
  poll,
  row,
  isOneOfMany,
  lost,
}: {
  readonly poll: PollView
  readonly row: MyRow
  readonly isOneOfMany: boolean
  readonly lost: boolean
}) {
  const actor = useActor()
  const isSecret = poll.secrecy === 'secret'
  const kept = isSecret
    ? readBallot({ accountId: actor?.accountId ?? '', pollId: poll.id, rowId: row.rowId })
    : undefined
  const now = new Date()
  const closes = momentText(new Date(poll.closesAt), now)
  const isOver = now >= new Date(poll.closesAt)
  const isOut = poll.result !== null
  return (
    <Surface padded>
      <Box className="poll-verdict__mark" hidden>
        <Icon name="check" />
      </Box>
      <Box as="h1" className="voted__title">
        已投出
      </Box>
      <Box as="p" className="voted__sentence">
        {isOut
          ? '结果已经公布，您可以核对自己的票，也可以把全部选票重新数一遍。'
          : isOver
            ? '投票已经截止，正在计票。结果公布后，您可以在这里核对自己的票。'
            : isSecret
              ? secretText(closes, kept !== undefined)
              : `${closes} ${saysChangeable(poll) ? '截止前可以改，最后一次算数' : '截止，投出后不能改'}。截止后公布名单，您能在上面找到自己。`}
      </Box>
      <InfoList
        sunken
        facts={[
          { name: '表决', value: poll.title },
          ...(isOneOfMany ? [{ name: '名册', value: `第 ${row.serial} 号，${row.label}` }] : []),
          { name: '截止', value: closes, strong: true },
          ...(isSecret
            ? [
                {
                  name: '选票码',
                  value: kept ? `已存在这部手机里${isOut ? '' : '，截止后显示'}` : '这部手机里没有',
                },
                { name: '修改', value: '不能，谁都不能' },
              ]
            : []),
        ]}
      />
      {(lost || (isSecret && kept === undefined)) && (
        <Box className="voted__banner">
          <Banner kind="wait">
            {lost
              ? '这部手机存不下选票码。票已经投出、照样算数，但以后不能在这部手机上找到自己的那张票'
              : '选票码只在投票的那部手机里，请用那部手机核对。票照样算数'}
          </Banner>
        </Box>
      )}
      {isSecret && kept && (
        <Box as="p" className="voted__note">
          请不要删除小程序或清理浏览器数据，否则选票码就没有了。票本身不受影响。
        </Box>
      )}
      <Box className="poll-acts">
        {isOut ? (
          <Button to={pageUrl('/packages/council/verify', { id: poll.id })}>核对我的票</Button>
        ) : (
          <Button to={pageUrl('/packages/council/poll', { id: poll.id })}>好</Button>
        )}
        <Button kind="plain" to="/pages/council">
          回议事
        </Button>
      </Box>
    </Surface>
  )
}
