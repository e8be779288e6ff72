import type { TopicView } from '@linli/shared/council/council.schema'
import { screeningReasonCodes, screeningReasons } from '@linli/shared/council/topics.kinds'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { useSimilarDeskTopics } from './similar'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { RefuseSheet } from '@/features/staff-people/refuse-sheet'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useDecideTopic } from './queries'
import './staff-council.scss'

const SHORTEST = 4
const reasons = screeningReasonCodes.map((value) => ({ value, title: screeningReasons[value].label }))

interface SheetProps {
  readonly topic: TopicView
  readonly onClose: () => void
}

function ScreenOutSheet({ topic, onClose }: SheetProps) {
  const decide = useDecideTopic(topic.id)
  return (
    <RefuseSheet
      reasons={reasons}
      reader="提出人"
      busy={decide.isPending}
      error={decide.error}
      onRefuse={(reason, words) =>
        decide.mutate(
          { act: 'screenOut', version: topic.version, reason, words },
          {
            onSuccess: () => {
              showToast('已告诉提出人原因，可以提一次不同意见')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    />
  )
}

function AdoptSheet({ topic, onClose }: SheetProps) {
  const decide = useDecideTopic(topic.id)
  const [reason, setReason] = useState('')
  return (
    <ActSheet
      open
      title="采纳这个议题，开始协商"
      act="采纳"
      busy={decide.isPending && '正在采纳'}
      disabled={reason.trim().length < SHORTEST}
      error={decide.error}
      onAct={() =>
        decide.mutate(
          { act: 'adopt', version: topic.version, reason: reason.trim() },
          {
            onSuccess: () => {
              showToast('已采纳，关注的人会收到消息')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        id="adopt-reason"
        label="采纳的理由"
        help={
          topic.supporters < topic.needed
            ? '支持的人还没有够，请写明为什么先采纳。全体居民看得到'
            : '全体居民看得到'
        }
        lines={3}
        maxLength={300}
        value={reason}
        onChange={setReason}
      />
    </ActSheet>
  )
}

function DecideSheet({ topic, upheld, onClose }: SheetProps & { readonly upheld: boolean }) {
  const decide = useDecideTopic(topic.id)
  const [words, setWords] = useState('')
  return (
    <ActSheet
      open
      title={upheld ? '复核后不改变' : '复核后恢复议题'}
      act={upheld ? '不改变' : '恢复议题'}
      danger={upheld}
      busy={decide.isPending && '正在告知'}
      disabled={words.trim().length < SHORTEST}
      error={decide.error}
      onAct={() =>
        decide.mutate(
          { act: 'decide', version: topic.version, upheld, words: words.trim() },
          {
            onSuccess: () => {
              showToast('已告诉提出人')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        id="decide-words"
        label="提出人会看到的理由"
        lines={3}
        maxLength={300}
        value={words}
        onChange={setWords}
      />
    </ActSheet>
  )
}

function LinkSheet({ topic, onClose }: SheetProps) {
  const decide = useDecideTopic(topic.id)
  const others = useSimilarDeskTopics(topic)
  const [otherId, setOtherId] = useState<string>()
  return (
    <ActSheet
      open
      title="和哪个议题放在一起"
      act="放在一起"
      busy={decide.isPending && '正在记下'}
      disabled={otherId === undefined}
      error={decide.error}
      onAct={() =>
        otherId !== undefined &&
        decide.mutate(
          { act: 'link', otherId },
          {
            onSuccess: () => {
              showToast('已放在一起，支持各算各的')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      {others.length === 0 ? (
        <Box>还没有别的正在征集支持或协商的议题</Box>
      ) : (
        <OptionGroup
          id="link-other"
          label="和哪个议题放在一起"
          options={others.map(({ id, title, statusLabel }) => ({ value: id, title, detail: statusLabel }))}
          chosen={otherId === undefined ? [] : [otherId]}
          onChange={([value]) => setOtherId(value)}
        />
      )}
    </ActSheet>
  )
}

/** What the desk may do now; each act names what it does to the proposer. */
export function TopicActs({ topic }: { readonly topic: TopicView }) {
  const decide = useDecideTopic(topic.id)
  const [open, setOpen] = useState<'screenOut' | 'adopt' | 'uphold' | 'restore' | 'link'>()
  const { abilities, version, status } = topic
  const raced = decide.error instanceof ApiError && decide.error.code === 'version_conflict'
  const close = () => setOpen(undefined)
  if (!abilities.link) return null
  return (
    <Box className="topic-acts">
      {decide.error && (
        <Banner kind={raced ? 'wait' : 'alert'}>
          {raced ? '同事刚改过这个议题，已刷新，请核对后再点' : sentenceOf(decide.error)}
        </Banner>
      )}
      {status === 'objected' && !abilities.decide && (
        <Box className="topic-acts__why">这次是您审核的，要由另一位同事决定</Box>
      )}
      <Box className="topic-acts__row">
        <Button kind="outline" narrow onTap={() => setOpen('link')}>
          关联相似
        </Button>
        {abilities.screenOut && (
          <Button kind="danger" narrow onTap={() => setOpen('screenOut')}>
            不通过
          </Button>
        )}
        {abilities.adopt && (
          <Button kind={abilities.pass ? 'tint' : 'main'} onTap={() => setOpen('adopt')}>
            采纳
          </Button>
        )}
        {abilities.pass && (
          <Button
            busy={decide.isPending && '正在办理'}
            onTap={() =>
              decide.mutate(
                { act: 'pass', version },
                { onSuccess: () => showToast('已开始征集支持，并告诉了提出人') },
              )
            }
          >
            通过，征集支持
          </Button>
        )}
        {abilities.decide && (
          <>
            <Button kind="danger" narrow onTap={() => setOpen('uphold')}>
              不改变
            </Button>
            <Button onTap={() => setOpen('restore')}>恢复议题</Button>
          </>
        )}
      </Box>
      {open === 'screenOut' && <ScreenOutSheet topic={topic} onClose={close} />}
      {open === 'adopt' && <AdoptSheet topic={topic} onClose={close} />}
      {open === 'uphold' && <DecideSheet topic={topic} upheld onClose={close} />}
      {open === 'restore' && <DecideSheet topic={topic} upheld={false} onClose={close} />}
      {open === 'link' && <LinkSheet topic={topic} onClose={close} />}
    </Box>
  )
}
