import type { DeliberationView, StatementView } from '@linli/shared/council/council.schema'
import { stanceLabel, stances, type Stance } from '@linli/shared/council/topics.kinds'
import type { ReactNode } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import './council.scss'

const findingWords: Readonly<Record<StatementView['finding'], string | undefined>> = {
  agreed: '各方都同意',
  rejected: '各方都不同意',
  divided: '看法不一',
  open: undefined,
}

const countsText = ({ counts }: StatementView): string =>
  counts === null
    ? '表态的人还少，满 5 人后显示人数'
    : `${counts.agree} 人同意，${counts.disagree} 人不同意，${counts.pass} 人跳过`

const sharesText = ({ shares }: StatementView): string | undefined =>
  shares.length < 2
    ? undefined
    : shares
        .map((share, index) => `第 ${index + 1} 组${share === null ? '表态的人还少' : ` ${share}% 同意`}`)
        .join('，')

interface StatementCardProps {
  readonly statement: StatementView
  readonly abilities: DeliberationView['abilities']
  readonly busy: Stance | undefined
  readonly onReact: (stance: Stance) => void
  /** What the desk may do with it. */
  readonly acts?: ReactNode
}

/** One statement with the own stance; figures only once nobody can be guessed from them. */
export function StatementCard({ statement, abilities, busy, onReact, acts }: StatementCardProps) {
  const finding = findingWords[statement.finding]
  const groups = sharesText(statement)
  return (
    <Box className="statement">
      {finding !== undefined && <Box className="statement__finding">{finding}</Box>}
      <Box className="statement__text">{statement.text}</Box>
      <Box className="statement__by">{statement.mine ? '您说的' : `${statement.by} 说的`}</Box>
      {statement.hidden !== null ? (
        <Box className="statement__hidden">{`已收起，因为${statement.hidden}。别人看不到`}</Box>
      ) : (
        <>
          <Box className="statement__counts">{countsText(statement)}</Box>
          {groups !== undefined && <Box className="statement__counts">{groups}</Box>}
          {abilities.react && (
            <Box role="group" label="您同意吗" className="statement__stances">
              {stances.map((stance) => (
                <Button
                  key={stance}
                  small
                  kind={statement.stance === stance ? 'main' : 'outline'}
                  pressed={statement.stance === stance}
                  busy={busy === stance && '正在记下'}
                  onTap={() => onReact(stance)}
                >
                  {stanceLabel[stance]}
                </Button>
              ))}
            </Box>
          )}
        </>
      )}
      {acts}
    </Box>
  )
}
