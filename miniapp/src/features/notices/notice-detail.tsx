import type { NoticeView } from '@linli/shared/notices/notices.schema'
import { momentText } from '@linli/shared/time'
import { useEffect } from 'react'
import { callPhone } from '@/platform/call-phone'
import { phoneText } from '@/platform/phone-text'
import { fileUrl } from '@/platform/client-name'
import { useActor } from '@/platform/session'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Icon } from '@/ui/icon'
import { InfoList } from '@/ui/info-list'
import { PageTitle } from '@/ui/page-title'
import { Picture } from '@/ui/picture'
import { ReachBar } from '@/ui/reach-bar'
import { RichTextView } from '@/ui/rich-text-view'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { Tap } from '@/ui/tap'
import { Attachments } from './attachments'
import { NoticeLinks } from './notice-links'
import { useMarkRead } from './queries'
import './notices.scss'

function FactValue({ value, phone }: NoticeView['facts'][number]) {
  if (phone === undefined) return <>{value}</>
  return (
    <Box className="fact-value">
      <Box as="span">{value}</Box>
      <Tap
        className="fact-call"
        label={`打电话给 ${value}，${phoneText(phone)}`}
        onTap={() => callPhone(phone)}
      >
        <Icon name="phone" size="xs" />
        <Box as="span">打电话</Box>
      </Tap>
    </Box>
  )
}

function Withdrawal({ withdrawal }: Pick<NoticeView, 'withdrawal'>) {
  if (withdrawal === null) return null
  return (
    <Banner kind="wait">
      {`这条通知已由${withdrawal.by}在${momentText(new Date(withdrawal.at), new Date())}撤回：${withdrawal.reason}`}
    </Banner>
  )
}

function Reach({ reach }: Pick<NoticeView, 'reach'>) {
  if (reach === null) return null
  return (
    <Surface bleed padded label="送达情况">
      <ReachBar
        title={`已送达 ${reach.households} 户`}
        note={`${momentText(new Date(reach.updatedAt), new Date())} 更新`}
        parts={[
          { key: 'confirmed', count: reach.confirmed, words: '户已知晓' },
          ...(reach.told > 0 ? [{ key: 'told' as const, count: reach.told, words: '户已上门告知' }] : []),
          { key: 'read', count: reach.readOnly, words: '户只读过' },
          { key: 'not-yet', count: reach.notYet, words: '户未读' },
        ]}
      />
    </Surface>
  )
}

/** One notice as its reader sees it; opening it is what counts as read. */
export function NoticeDetail({ notice }: { readonly notice: NoticeView }) {
  const actor = useActor()
  const { mutate: markRead } = useMarkRead()
  const unread = actor?.consentCurrent === true && !notice.read && notice.stage === 'live'
  useEffect(() => {
    if (unread) markRead(notice.id)
  }, [unread, notice.id, markRead])
  const { disclosureDay } = notice
  return (
    <>
      <Withdrawal withdrawal={notice.withdrawal} />
      {notice.stage === 'ended' && <Banner kind="info">这条通知已经过期，留在这里供查看</Banner>}
      <Surface bleed padded>
        <PageTitle
          above={
            disclosureDay === null ? undefined : (
              <StatusPill tone={disclosureDay.day > disclosureDay.of ? 'done' : 'run'}>
                {`公示第 ${disclosureDay.day} 天，不少于 ${disclosureDay.of} 天`}
              </StatusPill>
            )
          }
          below={`${notice.issuer} · ${momentText(new Date(notice.publishedAt), new Date())} 发布`}
        >
          {notice.title}
        </PageTitle>
        {notice.coverUrl !== null && (
          <Picture className="notice-cover" src={fileUrl(notice.coverUrl)} alt="" />
        )}
        {notice.facts.length > 0 && (
          <InfoList
            sunken
            facts={notice.facts.map((fact, index) => ({
              name: fact.label,
              value: <FactValue {...fact} />,
              strong: index === 0,
            }))}
          />
        )}
        <RichTextView html={notice.html} />
        <Attachments files={notice.attachments} />
        <NoticeLinks links={notice.links} />
      </Surface>
      <Reach reach={notice.reach} />
    </>
  )
}
