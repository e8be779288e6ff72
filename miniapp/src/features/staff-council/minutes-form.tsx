import {
  meetingOutcomeLabel,
  meetingOutcomes,
  type MeetingOutcome,
} from '@linli/shared/council/meetings.kinds'
import { minutesIssues } from '@linli/shared/council/meetings.rules'
import type { DeskMeetingView } from '@linli/shared/council/meetings.schema'
import { momentText } from '@linli/shared/time'
import { useRef, useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { FieldError } from '@/ui/field-error'
import { OptionGroup } from '@/ui/option-group'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useMeetingStep, useWriteMinutes } from './meeting-queries'

interface ItemMinutes {
  readonly id: string
  readonly outcome: MeetingOutcome | null
  readonly decision: string
}
interface Minutes {
  /** The version these words were written against: a draft that was left lying never overwrites a later one unread. */
  readonly read: number
  readonly text: string
  readonly items: readonly ItemMinutes[]
}

const options = meetingOutcomes.map((value) => ({ value, title: meetingOutcomeLabel[value] }))
const storedIn = ({ version, minutes, items }: DeskMeetingView): Minutes => ({
  read: version,
  text: minutes?.text ?? '',
  items: items.map(({ id, outcome, decision }) => ({ id, outcome, decision })),
})

/** What a colleague has saved that is not what stands in the form; nothing of it is lost or overwritten unread. */
function Difference({ stored, typed }: { readonly stored: string; readonly typed: string }) {
  if (stored === '' || stored === typed) return null
  return <Box className="minutes-other">{`同事保存的是：${stored}`}</Box>
}

/** 会议纪要: what was said, and what each item of the agenda came to. Once saved, it begins anew with what is stored. */
export function MinutesForm({ meeting }: { readonly meeting: DeskMeetingView }) {
  const [saves, setSaves] = useState(0)
  return <MinutesFields key={saves} meeting={meeting} onSaved={() => setSaves((count) => count + 1)} />
}

function MinutesFields({ meeting, onSaved }: { meeting: DeskMeetingView; onSaved: () => void }) {
  const { id, version, minutes, abilities } = meeting
  const stored = storedIn(meeting)
  const [initial] = useState(stored)
  // Typed words are those of this version; when a colleague saves another, both are shown.
  const { value, change, clear } = useDraft(`minutes:${id}`, initial)
  const newest = useRef(value)
  newest.current = value
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const write = useWriteMinutes(id)
  const step = useMeetingStep(id)
  const isOvertaken = version !== value.read
  const itemOf = (itemId: string): ItemMinutes =>
    value.items.find((item) => item.id === itemId) ?? { id: itemId, outcome: null, decision: '' }
  const items = meeting.items.map((item) => itemOf(item.id))
  const issues = tried ? minutesIssues(value.text, items) : []
  const issueAt = (at: 'text' | number): string | undefined =>
    issues.find((issue) => issue.at === at)?.message
  const changeItem = (itemId: string, part: Partial<ItemMinutes>) =>
    change({ items: items.map((item) => (item.id === itemId ? { ...item, ...part } : item)) })
  const save = (after?: (version: number) => void) =>
    write.mutate(
      { version: value.read, text: value.text.trim(), items: items.map((item) => ({ ...item })) },
      {
        onSuccess: (saved) => {
          if (after) {
            change({ read: saved.version })
            after(saved.version)
            return
          }
          showToast('纪要已保存，还没有公布')
          // Typed while the save was under way: it goes on from what is stored now.
          if (newest.current !== value) return change({ read: saved.version })
          clear()
          onSaved()
        },
      },
    )
  const askToPublish = () => {
    setTried(true)
    if (minutesIssues(value.text, items).length === 0) setAsking(true)
  }
  const error = write.error ?? step.error
  const isRaced = error instanceof ApiError && error.code === 'version_conflict'
  return (
    <>
      <SectionTitle title="会议纪要" note="公布以前只有工作人员看得到" />
      {(isOvertaken || isRaced) && (
        <Banner
          kind="wait"
          act="看过了，接着写"
          onAct={() => {
            change({ read: version })
            write.reset()
            step.reset()
          }}
        >
          {`${minutes?.by ?? '同事'} ${minutes ? momentText(new Date(minutes.at), new Date()) : '刚刚'} 保存过纪要。不一样的地方写在下面，您写的还在`}
        </Banner>
      )}
      {error !== null && !isRaced && <Banner kind="alert">{`${sentenceOf(error)}。您写的内容还在`}</Banner>}
      <Surface padded label="会议纪要">
        <TextField
          id="minutes-text"
          label="会议情况"
          help="谁主持、到了哪些人、说了什么。不要写居民的姓名和门牌"
          lines={6}
          maxLength={5000}
          value={value.text}
          onChange={(text) => change({ text })}
          error={issueAt('text')}
        />
        {isOvertaken && <Difference stored={stored.text} typed={value.text} />}
        {meeting.items.map((item, index) => {
          const own = itemOf(item.id)
          const issue = issueAt(index)
          const other = stored.items.find(({ id: known }) => known === item.id)
          return (
            <Box key={item.id} className="agenda-field">
              <Box className="agenda-field__title">{`第 ${index + 1} 项：${item.title}`}</Box>
              <OptionGroup
                id={`outcome-${item.id}`}
                label={`第 ${index + 1} 项议得怎样`}
                options={options}
                chosen={own.outcome === null ? [] : [own.outcome]}
                onChange={([chosen]) =>
                  changeItem(item.id, {
                    outcome: meetingOutcomes.find((known) => known === chosen) ?? null,
                  })
                }
              />
              <TextField
                id={`decision-${item.id}`}
                label={`第 ${index + 1} 项决定了什么`}
                lines={2}
                maxLength={500}
                value={own.decision}
                onChange={(decision) => changeItem(item.id, { decision })}
              />
              {issue !== undefined && <FieldError id={`item-issue-${item.id}`}>{issue}</FieldError>}
              {isOvertaken && other !== undefined && (
                <Difference
                  stored={[other.outcome === null ? '' : meetingOutcomeLabel[other.outcome], other.decision]
                    .filter(Boolean)
                    .join('，')}
                  typed={[own.outcome === null ? '' : meetingOutcomeLabel[own.outcome], own.decision]
                    .filter(Boolean)
                    .join('，')}
                />
              )}
            </Box>
          )
        })}
        <Box className="topic-acts__row">
          <Button
            kind="outline"
            narrow
            disabled={isOvertaken}
            busy={write.isPending && '正在保存'}
            onTap={() => save()}
          >
            保存纪要
          </Button>
          {abilities.write && (
            <Button narrow disabled={isOvertaken} onTap={askToPublish}>
              公布纪要
            </Button>
          )}
        </Box>
      </Surface>
      <ConfirmSheet
        open={asking}
        question="公布这份纪要吗"
        consequence={`公布以后不能再改，${meeting.isPublic ? '不登录也能看到' : '本社区的居民都能看到'}，请过的和到会的人会收到消息`}
        act="现在公布"
        busy={write.isPending || step.isPending ? '正在公布' : undefined}
        onCancel={() => setAsking(false)}
        onConfirm={() =>
          save((saved) =>
            sendForm(
              step,
              { step: 'publish', version: saved },
              {
                forget: clear,
                onSuccess: () => showToast('纪要已公布'),
                onSettled: () => setAsking(false),
              },
            ),
          )
        }
      />
    </>
  )
}
