import type { ChainView, TaskView } from '@linli/shared/council/chain.schema'
import { dayOf, daysBetween, momentText } from '@linli/shared/time'
import type { ReactNode } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { EntryPhotos } from '@/features/opinions/opinion-timeline'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill, type Tone } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useConfirmTask } from './chain-queries'
import './council.scss'

const toneOf = ({ status, overdue }: TaskView): Tone =>
  overdue ? 'late' : status === 'open' ? 'run' : status === 'done' ? 'you' : 'done'
const at = (time: string): string => momentText(new Date(time), new Date())

function wordsText({ yes, no, needed, mine }: TaskView): string {
  const said = yes + no === 0 ? '还没有居民说' : `${yes} 人说做好了，${no} 人说还没做好`
  const own = mine === null ? '' : mine ? '。您说做好了' : '。您说还没做好'
  return `${said}，有 ${needed} 人说法一样就定下来${own}`
}

const toldText: Record<TaskView['toldTo'], string> = {
  nobody: '',
  desk: '，已经提醒社区',
  heads: '，已经告诉社区负责人',
  street: '，已经告诉社区负责人和街道',
}

/** `过了期限 6 天，已经告诉社区负责人和街道`: a late task says who knows of it. */
function lateText({ dueAt, toldTo }: TaskView): string {
  const days = daysBetween(dayOf(new Date(dueAt)), dayOf(new Date()))
  return `${days > 0 ? `过了期限 ${days} 天` : '今天过了期限'}${toldText[toldTo]}`
}

function Task({ task, acts }: { readonly task: TaskView; readonly acts: ReactNode }) {
  return (
    <Box className="statement">
      <StatusPill tone={toneOf(task)}>{task.overdue ? '已逾期' : task.statusLabel}</StatusPill>
      <Box className="statement__text">{task.text}</Box>
      <Box className="statement__by">{`${task.owner}，${at(task.dueAt)} 前做好`}</Box>
      {task.overdue && <Box className="statement__late">{lateText(task)}</Box>}
      {task.reports.map((report) => (
        <Box key={report.id} className="task-report">
          <Box className="statement__by">{`${report.by}，${at(report.at)}${report.isDone ? '，说做好了' : ''}`}</Box>
          <Box className="topic-advice">{report.text}</Box>
          <EntryPhotos photos={report.photos} />
        </Box>
      ))}
      {task.status === 'done' && <Box className="statement__counts">{wordsText(task)}</Box>}
      {acts}
    </Box>
  )
}

interface TaskListProps {
  readonly chain: ChainView
  /** What the desk may do with a task. */
  readonly actsOf?: (task: TaskView) => ReactNode
}

/** Who does what by when, how far it is, and whether neighbours say it is done. */
export function TaskList({ chain, actsOf }: TaskListProps) {
  const confirm = useConfirmTask(chain.id)
  if (chain.tasks.length === 0) return null
  const busy = (task: TaskView, isDone: boolean) =>
    confirm.isPending &&
    confirm.variables.taskId === task.id &&
    confirm.variables.isDone === isDone &&
    '正在记下'
  return (
    <>
      <SectionTitle title="落实" note={`${chain.tasks.length} 件`} />
      {confirm.error !== null && <Banner kind="alert">{sentenceOf(confirm.error)}</Banner>}
      <Surface>
        {chain.tasks.map((task) => (
          <Task
            key={task.id}
            task={task}
            acts={
              <>
                {chain.abilities.confirmTask && task.status === 'done' && (
                  <Box role="group" label="做好了吗" className="statement__stances">
                    <Button
                      small
                      kind={task.mine === true ? 'main' : 'outline'}
                      pressed={task.mine === true}
                      busy={busy(task, true)}
                      onTap={() => confirm.mutate({ taskId: task.id, isDone: true })}
                    >
                      确认做好了
                    </Button>
                    <Button
                      small
                      kind={task.mine === false ? 'main' : 'outline'}
                      pressed={task.mine === false}
                      busy={busy(task, false)}
                      onTap={() => confirm.mutate({ taskId: task.id, isDone: false })}
                    >
                      还没做好
                    </Button>
                  </Box>
                )}
                {actsOf?.(task)}
              </>
            }
          />
        ))}
      </Surface>
    </>
  )
}
