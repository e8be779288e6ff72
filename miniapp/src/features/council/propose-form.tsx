import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { pageUrl, replacePage } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useActor } from '@/platform/session'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { focusField } from '@/ui/focus'
import { ListRow } from '@/ui/list-row'
import { Page } from '@/ui/page'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { usePropose, useSimilarTopics } from './queries'
import './council.scss'

const SHORTEST = 4
const empty = { title: '', why: '', wish: '' }
type Field = keyof typeof empty
const asked: Readonly<Record<Field, string>> = {
  title: '请写几个字，说清楚是什么事',
  wish: '请写清楚想请大家决定什么',
  why: '请写几个字，说说为什么',
}

/** What neighbours have proposed already: standing behind it is quicker than proposing it again. */
function Similar({ title }: { readonly title: string }) {
  const items = useSimilarTopics(title).data?.items ?? []
  if (items.length === 0) return null
  return (
    <>
      <SectionTitle title={`已有 ${items.length} 个相似的议题`} note="支持它会更快" />
      <Surface>
        {items.map((item) => (
          <ListRow
            key={item.id}
            icon="council"
            title={item.title}
            detail={`${item.statusLabel}，${item.reason}`}
            to={pageUrl('/packages/council/topic', { id: item.id })}
          />
        ))}
      </Surface>
    </>
  )
}

/** 提一个议题: three fields, kept on the device, sent once however often it is tapped. */
export function ProposeForm() {
  const actor = useActor()
  const name = `topic:${actor?.accountId ?? ''}`
  const { value, change, clear, saved } = useDraft(name, empty)
  const attempt = useAttempt(name)
  const propose = usePropose()
  const [tried, setTried] = useState(false)
  const [compared, setCompared] = useState(value.title.trim())
  const issue = propose.error instanceof ApiError ? propose.error : undefined
  const alreadySent = isAlreadySent(propose.error)
  const isShort = (field: Field): boolean => value[field].trim().length < SHORTEST
  const faultOf = (field: Field): string | undefined =>
    tried && isShort(field) ? asked[field] : issue?.issueAt(field)
  const send = () => {
    setTried(true)
    const first = (['title', 'wish', 'why'] as const).find(isShort)
    if (first !== undefined) return focusField(first)
    const body = { title: value.title.trim(), why: value.why.trim(), wish: value.wish.trim() }
    sendForm(propose, attempt.begin(body), {
      attempt,
      forget: clear,
      onSuccess: (topic) => replacePage(pageUrl('/packages/council/topic', { id: topic.id })),
    })
  }
  const field = (id: Field) => ({
    id,
    value: value[id],
    error: faultOf(id),
    onChange: (text: string) => {
      forgetEnd(propose)
      change({ [id]: text })
    },
  })
  return (
    <Page
      title="提一个议题"
      backTo="/packages/council/topics"
      bar={
        <BottomBar note={saved ? '草稿已存在本机' : undefined}>
          <Button busy={propose.isPending && '正在提出'} onTap={send}>
            提出议题
          </Button>
        </BottomBar>
      }
    >
      {alreadySent && (
        <Banner
          kind="wait"
          act="当作新的议题"
          onAct={() => {
            attempt.startAnew()
            propose.reset()
          }}
        >
          上一次写的已经送到了，可以在“我提的”里看到。现在写的还没有送出
        </Banner>
      )}
      {propose.error !== null && !alreadySent && (issue?.issues.length ?? 0) === 0 && (
        <Banner kind="alert">{`${sentenceOf(propose.error)}。您写的内容还在`}</Banner>
      )}
      <Surface padded>
        <TextField
          {...field('title')}
          label="是什么事"
          placeholder="例如：在 6 号楼北侧加装充电车棚"
          maxLength={60}
          onBlur={() => setCompared(value.title.trim())}
        />
      </Surface>
      <Similar title={compared} />
      <Surface padded>
        <TextField
          {...field('wish')}
          label="想请大家决定什么"
          placeholder="写一个能说“同意”或“不同意”的办法"
          lines={4}
          maxLength={1000}
        />
        <TextField {...field('why')} label="为什么提" lines={4} maxLength={1000} />
      </Surface>
      <Box className="topic-foot">
        社区先看一遍，通过后邻居能看到议题和您遮住的姓名，然后征集支持。请不要写别人的姓名、电话和门牌
      </Box>
    </Page>
  )
}
