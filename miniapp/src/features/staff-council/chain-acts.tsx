import type { ChainView, TaskView } from '@linli/shared/council/chain.schema'
import { useState } from 'react'
import { ChainLinks } from '@/features/council/chain-links'
import { MeetingsPart, MotionPart, ResolutionPart } from '@/features/council/chain-detail'
import { useChain, useClose, useLinkablePolls, useLinkPoll, useMove } from '@/features/council/chain-queries'
import { TaskList } from '@/features/council/task-list'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { ResolveSheet } from './resolve-sheet'
import { AddTaskSheet, ReportSheet } from './task-sheets'
import './staff-council.scss'

const SHORTEST = 4
const SHORTEST_REASON = 5
/** Kept on this device until they have arrived: a tap beside the sheet must not cost a motion. */
const noWords = { text: '' }

interface SheetProps {
  readonly chain: ChainView
  readonly onClose: () => void
}

function MoveSheet({ chain, onClose }: SheetProps) {
  const move = useMove(chain.id)
  const { value, change, clear } = useDraft(`motion:${chain.id}`, noWords)
  const { text } = value
  return (
    <ActSheet
      open
      title="写成议案"
      act="写好了"
      busy={move.isPending && '正在保存'}
      disabled={text.trim().length < SHORTEST}
      error={move.error}
      onAct={() =>
        sendForm(
          move,
          { version: chain.version, text: text.trim() },
          {
            forget: clear,
            onSuccess: () => {
              showToast('协商结束，议案已公布')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        id="motion-text"
        label="请大家表决的话"
        help="写一句能同意或者反对的话。写好以后协商结束，不能再说看法"
        lines={4}
        maxLength={1000}
        value={text}
        onChange={(typed) => change({ text: typed })}
      />
    </ActSheet>
  )
}

function LinkPollSheet({ chain, onClose }: SheetProps) {
  const polls = useLinkablePolls(chain.id)
  const linkPoll = useLinkPoll(chain.id)
  const [pollId, setPollId] = useState<string>()
  return (
    <ActSheet
      open
      title="由哪次表决决定"
      act="关联"
      busy={linkPoll.isPending && '正在关联'}
      disabled={pollId === undefined}
      error={linkPoll.error}
      onAct={() =>
        pollId !== undefined &&
        linkPoll.mutate(
          { version: chain.version, pollId },
          {
            onSuccess: () => {
              showToast('已关联表决')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <QueryView query={polls}>
        {({ items }) =>
          items.length === 0 ? (
            <Box>还没有表决。请先在“议事表决”里准备一次</Box>
          ) : (
            <OptionGroup
              id="poll-of-motion"
              label="由哪次表决决定"
              options={items.map(({ id, title, phaseLabel }) => ({ value: id, title, detail: phaseLabel }))}
              chosen={pollId === undefined ? [] : [pollId]}
              onChange={([value]) => setPollId(value)}
            />
          )
        }
      </QueryView>
    </ActSheet>
  )
}

/** 没有要落实的事: a resolution that only holds, with the reason everybody reads. */
function CloseSheet({ chain, onClose }: SheetProps) {
  const act = useClose(chain.id)
  const { value, change, clear } = useDraft(`close-chain:${chain.id}`, noWords)
  const { text } = value
  const issue = act.error instanceof ApiError ? act.error.issueAt('text') : undefined
  return (
    <ActSheet
      open
      title="没有要落实的事"
      act="办结"
      busy={act.isPending && '正在办结'}
      disabled={text.trim().length < SHORTEST_REASON}
      error={issue === undefined ? act.error : null}
      onAct={() =>
        sendForm(
          act,
          { version: chain.version, text: text.trim() },
          {
            forget: clear,
            onSuccess: () => {
              showToast('已办结，理由大家都能看到')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        id="close-reason"
        label="为什么没有要做的事"
        help="办结以后不能再安排事情。理由大家都能看到"
        lines={3}
        maxLength={300}
        value={text}
        onChange={(typed) => change({ text: typed })}
        error={issue}
      />
    </ActSheet>
  )
}

type Open = 'move' | 'link' | 'resolve' | 'task' | 'close' | { readonly report: TaskView }

function Acts({ chain }: { readonly chain: ChainView }) {
  const [open, setOpen] = useState<Open>()
  const { abilities } = chain
  const close = () => setOpen(undefined)
  return (
    <>
      <TaskList
        chain={chain}
        actsOf={(task) =>
          abilities.report &&
          task.status === 'open' && (
            <Box className="topic-acts__one">
              <Button kind="tint" small onTap={() => setOpen({ report: task })}>
                写进展
              </Button>
            </Box>
          )
        }
      />
      <Box className="staff-council__acts">
        {abilities.move && (
          <Button kind="outline" narrow onTap={() => setOpen('move')}>
            写成议案
          </Button>
        )}
        {abilities.linkPoll && (
          <Button kind="outline" narrow onTap={() => setOpen('link')}>
            关联表决
          </Button>
        )}
        {abilities.resolve && (
          <Button kind="tint" narrow onTap={() => setOpen('resolve')}>
            公布决议
          </Button>
        )}
        {abilities.addTask && (
          <Button kind="tint" narrow onTap={() => setOpen('task')}>
            安排一件事
          </Button>
        )}
        {abilities.close && (
          <Button kind="outline" narrow onTap={() => setOpen('close')}>
            没有要落实的事
          </Button>
        )}
      </Box>
      {open === 'move' && <MoveSheet chain={chain} onClose={close} />}
      {open === 'link' && <LinkPollSheet chain={chain} onClose={close} />}
      {open === 'resolve' && <ResolveSheet chain={chain} onClose={close} />}
      {open === 'close' && <CloseSheet chain={chain} onClose={close} />}
      {open === 'task' && <AddTaskSheet topicId={chain.id} onClose={close} />}
      {typeof open === 'object' && <ReportSheet topicId={chain.id} task={open.report} onClose={close} />}
    </>
  )
}

/** The chain at the desk: where it stands, and what brings it on. */
export function DeskChain({ topicId }: { readonly topicId: string }) {
  const query = useChain(topicId)
  return (
    <QueryView query={query}>
      {(chain) => (
        <>
          <SectionTitle title="从意见到落实" />
          <Surface padded>
            <ChainLinks links={chain.links} />
          </Surface>
          <MotionPart chain={chain} pollTo="/packages/staff-council/poll" />
          <MeetingsPart chain={chain} meetingTo="/packages/staff-council/meeting" />
          <ResolutionPart chain={chain} />
          <Acts chain={chain} />
        </>
      )}
    </QueryView>
  )
}
