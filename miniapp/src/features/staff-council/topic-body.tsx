import type { StatementView, TopicView } from '@linli/shared/council/council.schema'
import { hidingReasonLabel, hidingReasons, type HidingReason } from '@linli/shared/council/topics.kinds'
import { useState } from 'react'
import { Deliberation } from '@/features/council/deliberation'
import { useDeliberation } from '@/features/council/queries'
import { ScreeningPart, TopicSteps, TopicText } from '@/features/council/topic-detail'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { InfoList } from '@/ui/info-list'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { DeskChain } from './chain-acts'
import { useHideStatement } from './queries'
import './staff-council.scss'

const options = hidingReasons.map((value) => ({ value, title: hidingReasonLabel[value] }))

function HideSheet({
  topicId,
  statement,
  onClose,
}: {
  topicId: string
  statement: StatementView
  onClose: () => void
}) {
  const hide = useHideStatement(topicId)
  const [reason, setReason] = useState<HidingReason>()
  return (
    <ActSheet
      open
      title="为什么收起这条看法"
      act="收起"
      danger
      busy={hide.isPending && '正在收起'}
      disabled={reason === undefined}
      error={hide.error}
      onAct={() =>
        reason !== undefined &&
        hide.mutate(
          { statementId: statement.id, reason },
          {
            onSuccess: () => {
              showToast('已收起，并告诉了说的人原因')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <Box className="topic-acts__quote">{statement.text}</Box>
      <OptionGroup
        id="hiding-reason"
        label="为什么收起"
        options={options}
        chosen={reason === undefined ? [] : [reason]}
        onChange={([value]) => setReason(hidingReasons.find((known) => known === value))}
      />
    </ActSheet>
  )
}

/** What people say, with what the desk may do about it. */
function Said({ topicId }: { readonly topicId: string }) {
  const query = useDeliberation(topicId)
  const show = useHideStatement(topicId)
  const [hiding, setHiding] = useState<StatementView>()
  return (
    <QueryView query={query}>
      {(view) => (
        <>
          <Deliberation
            id={topicId}
            view={view}
            actsOf={(statement) =>
              view.abilities.hide && (
                <Box className="topic-acts__one">
                  {statement.hidden === null ? (
                    <Button kind="plain" small onTap={() => setHiding(statement)}>
                      收起
                    </Button>
                  ) : (
                    <Button
                      kind="plain"
                      small
                      busy={show.isPending && '正在恢复'}
                      onTap={() => show.mutate({ statementId: statement.id, reason: null })}
                    >
                      重新显示
                    </Button>
                  )}
                </Box>
              )
            }
          />
          {hiding !== undefined && (
            <HideSheet topicId={topicId} statement={hiding} onClose={() => setHiding(undefined)} />
          )}
        </>
      )}
    </QueryView>
  )
}

/** A topic as the desk reads it: what it asks for, where it comes from, what is said. */
export function TopicBody({ topic }: { readonly topic: TopicView }) {
  return (
    <>
      <Surface padded>
        <InfoList
          facts={[
            { name: '提出人', value: topic.proposer },
            { name: '支持', value: `${topic.supporters} 人，要 ${topic.needed} 人` },
            { name: '接下来', value: topic.sentence },
            ...(topic.similar.length === 0
              ? []
              : [{ name: '相似的议题', value: topic.similar.map(({ title }) => title).join('；') }]),
          ]}
        />
      </Surface>
      <ScreeningPart topic={topic} />
      {topic.adoption !== null && (
        <>
          <SectionTitle title="为什么采纳" note={topic.adoption.by} />
          <Surface padded>{topic.adoption.reason}</Surface>
        </>
      )}
      <TopicText topic={topic} />
      {topic.adoption !== null && <DeskChain topicId={topic.id} />}
      {topic.adoption !== null && <Said topicId={topic.id} />}
      <TopicSteps topic={topic} />
    </>
  )
}
