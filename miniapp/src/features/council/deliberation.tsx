import type { DeliberationView, StatementView } from '@linli/shared/council/council.schema'
import { statementSideLabel, statementSides } from '@linli/shared/council/topics.kinds'
import type { ReactNode } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { PageTitle } from '@/ui/page-title'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { StatementCard } from './statement-card'
import { useReact } from './queries'
import { TopicChain } from './topic-chain'
import './council.scss'

/** How many have spoken, what can honestly be said of groups, and why no more is said; `whose` answers must not be guessed. */
function peopleText({ people, groups }: DeliberationView, whose: '您' | '居民'): string {
  const why = `这里只显示大致情况，又有好几个人表了态才更新一次，免得有人猜出${whose}怎么说。`
  if (people === 0) return `${whose}怎么表态，别人看不到。${why}`
  return groups > 1
    ? `${people} 人以上表了态，看法大致分成 ${groups} 边，各边多半同意的排在前面。${why}`
    : `${people} 人以上表了态，没有分出明显不同的几边。${why}`
}

interface DeliberationProps {
  readonly id: string
  readonly view: DeliberationView
  /** What the desk may do with a statement; with it this is a part of a page, not the page. */
  readonly actsOf?: (statement: StatementView) => ReactNode
}

/** For and against: what all sides share first, then what is not answered yet, then by side. */
export function Deliberation({ id, view, actsOf }: DeliberationProps) {
  const react = useReact(id)
  const { statements, abilities } = view
  const agreed = statements.filter(({ finding }) => finding === 'agreed')
  const next = abilities.react
    ? statements.find(({ stance, mine, hidden }) => stance === null && !mine && hidden === null)
    : undefined
  const rest = statements.filter((one) => !agreed.includes(one) && one !== next)
  const card = (statement: StatementView) => (
    <StatementCard
      key={statement.id}
      statement={statement}
      fewest={view.fewest}
      abilities={abilities}
      busy={
        react.isPending && react.variables.statementId === statement.id ? react.variables.stance : undefined
      }
      onReact={(stance) => react.mutate({ statementId: statement.id, stance })}
      acts={actsOf?.(statement)}
    />
  )
  return (
    <>
      {actsOf === undefined ? (
        <>
          <PageTitle below={peopleText(view, '您')}>{view.topic.title}</PageTitle>
          <Surface padded label="要决定什么">
            <TopicChain at="协商" />
            <Box className="topic-text">{view.question}</Box>
          </Surface>
        </>
      ) : (
        <>
          <SectionTitle title="大家怎么说" note={`${statements.length} 条`} />
          <Box className="topic-foot">{peopleText(view, '居民')}</Box>
        </>
      )}
      {react.error !== null && <Banner kind="alert">{sentenceOf(react.error)}</Banner>}
      {statements.length === 0 && (
        <Surface>
          <EmptyState icon="chat">
            {abilities.say
              ? '还没有人说看法。您可以说第一句：赞成的理由，或者担心的地方'
              : '没有人在这里说过看法'}
          </EmptyState>
        </Surface>
      )}
      {agreed.length > 0 && (
        <>
          <SectionTitle title="大家的共识" note={`看法不同的人多半同意，${agreed.length} 点`} />
          <Surface>{agreed.map(card)}</Surface>
        </>
      )}
      {next !== undefined && !agreed.includes(next) && (
        <>
          <SectionTitle title="您同意这一句吗" />
          <Surface>{card(next)}</Surface>
        </>
      )}
      {statementSides.map((side) => {
        const own = rest.filter((one) => one.side === side)
        return own.length === 0 ? null : (
          <Box key={side}>
            <SectionTitle title={statementSideLabel[side]} note={`${own.length} 条`} />
            <Surface>{own.map(card)}</Surface>
          </Box>
        )
      })}
    </>
  )
}
