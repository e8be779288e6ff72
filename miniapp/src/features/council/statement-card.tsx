import type { DeliberationView, StatementView } from '@linli/shared/council/council.schema'
import { stanceLabel, stances, type Stance } from '@linli/shared/council/topics.kinds'
import type { ReactNode } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import './council.scss'

const findingWords: Readonly<Record<StatementView['finding'], string | undefined>> = {
  agreed: '各方多半同意',
  rejected: '各方多半不同意',
  divided: '各方看法不一',
  open: undefined,
}

const saidText = ({ said, finding }: StatementView, fewest: number): string => {
  if (said === null) return `满 ${fewest} 人表态后，才看得到大致情况`
  return finding === 'open' ? `${said} 人以上表了态，还没有共识` : `${said} 人以上表了态`
}

interface StatementCardProps {
  readonly statement: StatementView
  /** How many have to speak before anything is told of it. */
  readonly fewest: number
  readonly abilities: DeliberationView['abilities']
  readonly busy: Stance | undefined
  readonly onReact: (stance: Stance) => void
  /** What the desk may do with it. */
  readonly acts?: ReactNode
}

/** One statement with the own stance, and roughly what it comes to once nobody can be guessed from that. */
export function StatementCard({ statement, fewest, abilities, busy, onReact, acts }: StatementCardProps) {
  const finding = findingWords[statement.finding]
  return (
    <Box className="statement">
      {finding !== undefined && <Box className="statement__finding">{finding}</Box>}
      <Box className="statement__text">{statement.text}</Box>
      <Box className="statement__by">{statement.mine ? '您说的' : `${statement.by} 说的`}</Box>
      {statement.hidden !== null ? (
        <Box className="statement__hidden">{`已收起，因为${statement.hidden}。别人看不到`}</Box>
      ) : (
        <>
          <Box className="statement__counts">{saidText(statement, fewest)}</Box>
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
