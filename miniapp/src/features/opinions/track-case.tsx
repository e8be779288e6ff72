import type { TrackedCaseView } from '@linli/shared/opinions/caller.schema'
import { momentText } from '@linli/shared/time'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/platform/api'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { focusField } from '@/ui/focus'
import { InfoList } from '@/ui/info-list'
import { PageTitle } from '@/ui/page-title'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { Timeline } from '@/ui/timeline'
import { ownPrintFoot, PrintCase } from './print-case'
import { toneOf } from './status-tone'
import './opinions.scss'

function Tracked({ found, now = new Date() }: { readonly found: TrackedCaseView; readonly now?: Date }) {
  return (
    <>
      <PageTitle
        above={
          <>
            <StatusPill tone={toneOf(found.status)}>{found.statusLabel}</StatusPill>
            <Box as="span" className="opinion-number">
              {found.number}
            </Box>
          </>
        }
      >
        {found.title}
      </PageTitle>
      <PrintCase number={found.number} foot={ownPrintFoot} />
      <Surface padded>
        <InfoList
          facts={[
            ...(found.deadline === null ? [] : [{ name: '期限', value: found.deadline, strong: true }]),
            { name: '类别', value: found.categoryLabel },
            { name: '位置', value: found.placeLabel },
          ]}
        />
      </Surface>
      <SectionTitle title="办理经过" />
      <Surface padded>
        <Timeline
          entries={[
            ...(found.next === '' ? [] : [{ id: 'next', title: found.next, kind: 'next' as const }]),
            ...found.timeline.map((entry, index) => ({
              id: entry.id,
              title: entry.title,
              time: momentText(new Date(entry.at), now),
              kind: index === 0 ? ('now' as const) : ('past' as const),
              note: entry.by ?? undefined,
              quote: entry.text === null ? undefined : <Box>{entry.text}</Box>,
            })),
          ]}
        />
      </Surface>
    </>
  )
}

/** 查进展: what became of a case that was told by phone or at the counter, by its number and code; no account needed. */
export function TrackCase() {
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const track = useMutation({
    mutationFn: (body: { number: string; code: string }) => api.opinions.track({ body }),
  })
  const issues = track.error instanceof ApiError ? track.error.issues : []
  const issueAt = (name: string) => issues.find(({ path }) => path === `body.${name}`)?.message
  const send = () => {
    setTried(true)
    if (number.trim() === '') return focusField('number')
    if (code.trim() === '') return focusField('code')
    track.mutate({ number, code })
  }
  if (track.data !== undefined) {
    return (
      <>
        <Tracked found={track.data} />
        <Surface padded className="opinion-choice">
          <Button kind="outline" onTap={() => track.reset()}>
            查另一件
          </Button>
        </Surface>
      </>
    )
  }
  return (
    <>
      {track.error !== null && issues.length === 0 && <Banner kind="alert">{sentenceOf(track.error)}</Banner>}
      <Surface padded>
        <TextField
          id="number"
          label="编号"
          placeholder="例如 QH-20261123-0042"
          maxLength={20}
          value={number}
          onChange={(value) => {
            track.reset()
            setNumber(value)
          }}
          help="登记时工作人员告诉您的"
          error={tried && number.trim() === '' ? '请填编号，比如 QH-20261123-0042' : issueAt('number')}
        />
        <TextField
          id="code"
          label="查询码"
          kind="digits"
          placeholder="12 位数字"
          maxLength={14}
          value={code}
          onChange={(value) => {
            track.reset()
            setCode(value)
          }}
          onSubmit={send}
          help="丢了可以打社区电话，核对后换一个"
          error={tried && code.trim() === '' ? '请填查询码，登记时和编号一起给您的' : issueAt('code')}
        />
        <Box className="opinion-acts">
          <Button busy={track.isPending && '正在查'} onTap={send}>
            查这件事
          </Button>
        </Box>
      </Surface>
    </>
  )
}
