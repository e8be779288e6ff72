import type { FileView } from '@linli/shared/files/files.schema'
import type { TaskView } from '@linli/shared/council/chain.schema'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { forgetEnd } from '@/platform/forget-end'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { useKeptUploads } from '@/platform/use-kept-uploads'
import { useAddTask, useReport } from '@/features/council/chain-queries'
import { PhotoField } from '@/features/opinions/text-step'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { CheckLine } from '@/ui/check-line'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'

const MOST_PHOTOS = 9
const emptyTask = { text: '', owner: '', days: '10' }

/** 安排一件事: what, who, in how many working days. */
export function AddTaskSheet({
  topicId,
  onClose,
}: {
  readonly topicId: string
  readonly onClose: () => void
}) {
  const name = `task:${topicId}`
  const { value, change, clear } = useDraft(name, emptyTask)
  const attempt = useAttempt(name)
  const add = useAddTask(topicId)
  const issue = add.error instanceof ApiError ? add.error : undefined
  const days = Number(value.days)
  const ready =
    value.text.trim().length >= 4 && value.owner.trim().length >= 2 && Number.isInteger(days) && days > 0
  const field = (id: keyof typeof emptyTask) => ({
    id: `task-${id}`,
    value: value[id],
    error: issue?.issueAt(id),
    onChange: (text: string) => {
      forgetEnd(add)
      change({ [id]: text })
    },
  })
  return (
    <ActSheet
      open
      title="安排一件事"
      act="安排"
      busy={add.isPending && '正在安排'}
      disabled={!ready}
      error={issue !== undefined && issue.issues.length > 0 ? null : add.error}
      onAct={() =>
        sendForm(add, attempt.begin({ text: value.text.trim(), owner: value.owner.trim(), days }), {
          attempt,
          forget: clear,
          onSuccess: () => {
            showToast('已安排，居民看得到')
            onClose()
          },
        })
      }
      onClose={onClose}
    >
      <TextField {...field('text')} label="做什么" lines={2} maxLength={200} />
      <TextField {...field('owner')} label="谁来做" placeholder="例如：物业 王师傅" maxLength={40} />
      <TextField {...field('days')} label="几个工作日内做好" kind="digits" maxLength={3} />
    </ActSheet>
  )
}

interface ReportDraft {
  readonly text: string
  readonly photos: readonly FileView[]
}
const emptyReport: ReportDraft = { text: '', photos: [] }

/** 写进展: words and pictures, or that it is done. */
export function ReportSheet({
  topicId,
  task,
  onClose,
}: {
  readonly topicId: string
  readonly task: TaskView
  readonly onClose: () => void
}) {
  const name = `report:${task.id}`
  const draft = useDraft(name, emptyReport)
  const attempt = useAttempt(name)
  const uploads = useKeptUploads('task_photo', MOST_PHOTOS, draft)
  const report = useReport(topicId)
  const [isDone, setIsDone] = useState(false)
  const issue = report.error instanceof ApiError ? report.error : undefined
  const arrived = useAfterUploads(uploads, () =>
    sendForm(
      report,
      attempt.begin({
        taskId: task.id,
        text: draft.value.text.trim(),
        photoIds: [...uploads.fileIds],
        isDone,
      }),
      {
        attempt,
        forget: () => {
          draft.clear()
          uploads.clear()
        },
        onSuccess: () => {
          showToast(isDone ? '已请居民确认' : '进展已公布')
          onClose()
        },
      },
    ),
  )
  return (
    <ActSheet
      open
      title={task.text}
      act="公布进展"
      busy={report.isPending ? '正在公布' : arrived.waiting && '等照片传完'}
      disabled={draft.value.text.trim().length < 2}
      error={issue !== undefined && issue.issues.length > 0 ? null : report.error}
      onAct={arrived.send}
      onClose={onClose}
    >
      <TextField
        id="report-text"
        label="做到哪一步了"
        lines={3}
        maxLength={500}
        value={draft.value.text}
        onChange={(text) => {
          forgetEnd(report)
          draft.change({ text })
        }}
        error={issue?.issueAt('text')}
      />
      <PhotoField uploads={uploads} error={issue?.issueAt('photoIds')} />
      <CheckLine id="report-done" title="已经做好了，请居民确认" checked={isDone} onChange={setIsDone} />
    </ActSheet>
  )
}
