import type { TopicView } from '@linli/shared/council/council.schema'
import { momentText } from '@linli/shared/time'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { Timeline } from '@/ui/timeline'
import { SupportBar } from './support-bar'
import { TopicChain, type ChainStep } from './topic-chain'
import { topicTone } from './topic-tone'
import './council.scss'

const at = (time: string): string => momentText(new Date(time), new Date())

/** Why it was refused, what the proposer said to that, and who decided. */
export function ScreeningPart({ topic }: { readonly topic: TopicView }) {
  const { screening, objection, decision } = topic
  if (screening === null) return null
  return (
    <>
      <SectionTitle title="审核结果" note={`${screening.by}，${at(screening.at)}`} />
      <Surface padded>
        <Box className="topic-strong">{screening.label}</Box>
        {screening.words !== '' && <Box className="topic-text">{screening.words}</Box>}
        <Box className="topic-advice">{screening.advice}</Box>
        {objection !== null && (
          <>
            <Box className="topic-label">{`提出人的不同意见，${at(objection.at)}`}</Box>
            <Box className="topic-text">{objection.text}</Box>
          </>
        )}
        {decision !== null && (
          <>
            <Box className="topic-label">
              {`${decision.by}复核，${decision.upheld ? '没有改变' : '恢复了议题'}，${at(decision.at)}`}
            </Box>
            <Box className="topic-text">{decision.words}</Box>
          </>
        )}
      </Surface>
    </>
  )
}

/** What is wanted and why, with the opinions behind it. */
export function TopicText({ topic }: { readonly topic: TopicView }) {
  return (
    <>
      <SectionTitle title="想请大家决定什么" />
      <Surface padded>
        <Box className="topic-text">{topic.wish}</Box>
        <Box className="topic-label">为什么提</Box>
        <Box className="topic-text">{topic.why}</Box>
      </Surface>
      {topic.opinions.length > 0 && (
        <>
          <SectionTitle title="来自这些意见" note={`${topic.opinions.length} 条`} />
          <Surface>
            {topic.opinions.map(({ id, text }, index) => (
              <ListRow
                key={id ?? `closed-${index}`}
                icon="opinion-box"
                title={text}
                {...(id !== null && { to: pageUrl('/packages/opinions/detail', { id }) })}
              />
            ))}
          </Surface>
        </>
      )}
    </>
  )
}

export function TopicSteps({ topic }: { readonly topic: TopicView }) {
  const steps = topic.steps.toReversed()
  return (
    <>
      <SectionTitle title="经过" />
      <Surface padded>
        <Timeline
          entries={steps.map((step, index) => ({
            id: step.id,
            title: step.title,
            time: at(step.at),
            note: step.by === '' ? undefined : step.by,
            kind: index === 0 ? 'now' : 'past',
          }))}
        />
      </Surface>
    </>
  )
}

const stepOf: Readonly<Partial<Record<TopicView['status'], ChainStep>>> = {
  deliberating: '协商',
  moved: '表决',
  resolved: '落实',
  done: '落实',
}
const over: readonly TopicView['status'][] = ['refused', 'lapsed', 'withdrawn', 'screened_out']

/** One topic: where it stands in the chain, who stands behind it, what it asks for. */
export function TopicDetail({ topic }: { readonly topic: TopicView }) {
  const gathers = topic.status === 'gathering' || topic.status === 'supported'
  return (
    <>
      <PageTitle
        above={<StatusPill tone={topicTone(topic.status)}>{topic.statusLabel}</StatusPill>}
        below={`${topic.proposer} 提出，${at(topic.createdAt)}`}
      >
        {topic.title}
      </PageTitle>
      <Surface padded label="走到哪一步">
        <TopicChain at={stepOf[topic.status] ?? '议题'} isOver={over.includes(topic.status)} />
        {gathers && (
          <>
            <SupportBar supporters={topic.supporters} needed={topic.needed} />
            <Box className="topic-strong">{`${topic.supporters} 人支持，要 ${topic.needed} 人`}</Box>
          </>
        )}
        <Box className="topic-advice">{topic.sentence}</Box>
      </Surface>
      <Surface>
        {stepOf[topic.status] !== undefined && (
          <ListRow
            disc="chat"
            title={topic.status === 'deliberating' ? '看大家怎么说，也说说您的看法' : '看大家当时怎么说的'}
            to={pageUrl('/packages/council/deliberation', { id: topic.id })}
          />
        )}
        <ListRow
          disc="history"
          title="从意见到落实，走到哪一步"
          to={pageUrl('/packages/council/chain', { id: topic.id })}
        />
      </Surface>
      {topic.adoption !== null && (
        <>
          <SectionTitle title="为什么采纳" note={`${topic.adoption.by}，${at(topic.adoption.at)}`} />
          <Surface padded>
            <Box className="topic-text">{topic.adoption.reason}</Box>
          </Surface>
        </>
      )}
      <ScreeningPart topic={topic} />
      <TopicText topic={topic} />
      {topic.similar.length > 0 && (
        <>
          <SectionTitle title="相似的议题" note="支持各算各的" />
          <Surface>
            {topic.similar.map((other) => (
              <ListRow
                key={other.id}
                icon="link"
                title={other.title}
                detail={other.statusLabel}
                to={pageUrl('/packages/council/topic', { id: other.id })}
              />
            ))}
          </Surface>
        </>
      )}
      <TopicSteps topic={topic} />
    </>
  )
}
