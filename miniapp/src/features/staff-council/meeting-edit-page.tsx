import type { DeskMeetingView } from '@linli/shared/council/meetings.schema'
import { dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { ElectorsPart } from '@/features/staff-polls/electors-part'
import { useDeskPolls } from '@/features/staff-polls/queries'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl, replacePage } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { TextField } from '@/ui/text-field'
import { useWide } from '@/ui/wide'
import { blankMeeting, draftOf, faultsOf, formOf, mayAddItem, newItem, type ItemForm } from './meeting-form'
import { useCreateMeeting, useDeskMeeting, useUpdateMeeting } from './meeting-queries'
import { useDeskTopics } from './queries'
import './staff-council.scss'

interface FormProps {
  readonly communityId: string
  /** The meeting that is changed; undefined for a new one. */
  readonly meeting: DeskMeetingView | undefined
}

/** Topics that are talked over and polls that are announced: what an item can point to. */
function useLinkables(communityId: string, items: readonly ItemForm[]) {
  const topics = useDeskTopics(communityId, 'deliberating')
  const polls = useDeskPolls(communityId)
  const offered = [
    ...(topics.data?.pages.flatMap((page) => page.items) ?? []).map(({ id, title }) => ({
      value: id,
      label: `议题：${title}`,
    })),
    ...(polls.data?.pages.flatMap((page) => page.items) ?? [])
      .filter(({ phase }) => phase !== 'draft' && phase !== 'preparing' && phase !== 'discarded')
      .map(({ id, title }) => ({ value: id, label: `表决：${title}` })),
  ]
  // What is on the agenda stays on it, also when it has moved on since.
  const others = items.filter(({ link }) => link !== '' && !offered.some(({ value }) => value === link))
  return [
    { value: '', label: '不关联' },
    ...offered,
    ...others.map(({ link, title }) => ({ value: link, label: `已关联：${title}` })),
  ]
}

function MeetingFormPart({ communityId, meeting }: FormProps) {
  const now = new Date()
  const wide = useWide()
  const name = `meeting:${meeting?.id ?? communityId}`
  const [initial] = useState(() => (meeting ? formOf(meeting) : blankMeeting(now)))
  const { value: form, change, clear } = useDraft(name, initial)
  const attempt = useAttempt(name)
  const [tried, setTried] = useState(false)
  const create = useCreateMeeting()
  const update = useUpdateMeeting(meeting?.id ?? '')
  const links = useLinkables(communityId, form.items)
  const error = create.error ?? update.error
  const faults = faultsOf(form, now)
  const faultAt = (path: string): string | undefined =>
    (error instanceof ApiError ? error.issueAt(path) : undefined) ??
    (tried ? faults.find((fault) => fault.path === path)?.text : undefined)
  const changeItem = (index: number, part: Partial<ItemForm>) =>
    change({ items: form.items.map((item, at) => (at === index ? { ...item, ...part } : item)) })
  const onSuccess = ({ id }: { readonly id: string }) =>
    replacePage(pageUrl('/packages/staff-council/meeting', { id }))
  const save = () => {
    setTried(true)
    if (faults.length > 0) return
    const body = draftOf(form)
    if (meeting) sendForm(update, { ...body, version: meeting.version }, { forget: clear, onSuccess })
    else sendForm(create, attempt.begin({ ...body, communityId }), { attempt, forget: clear, onSuccess })
  }
  const act = (
    <Button busy={(create.isPending || update.isPending) && '正在保存'} onTap={save}>
      保存会议
    </Button>
  )
  // On a phone it stands above the button: the top of the form may be far away.
  const trouble = error ? (
    <Banner kind="alert">{`${sentenceOf(error)}。您填的内容还在`}</Banner>
  ) : (
    tried && faults.length > 0 && <Banner kind="alert">还有要改的地方，请看标出来的几处</Banner>
  )
  const isOut = meeting?.status === 'invited'
  const supportersFault = faultAt('audience.supporters')
  const peopleFault = faultAt('audience.personIds')
  return (
    <StaffConsole
      title={meeting ? '改会议' : '安排会议'}
      inside
      current="meetings"
      backTo={
        meeting
          ? pageUrl('/packages/staff-council/meeting', { id: meeting.id })
          : '/packages/staff-council/meetings'
      }
      acts={wide ? act : undefined}
      bar={
        wide ? undefined : (
          <>
            {trouble}
            <BottomBar>{act}</BottomBar>
          </>
        )
      }
    >
      {wide && trouble}
      {isOut && <Banner kind="info">通知已经发出。改了时间或者地点，会再告诉请过的人</Banner>}
      <SectionTitle title="什么时候、在哪里" />
      <Surface padded>
        <TextField
          id="meeting-title"
          label="会议名称"
          maxLength={60}
          value={form.title}
          onChange={(title) => change({ title })}
          error={faultAt('title')}
        />
        <Box className="field-grid">
          <PickerField
            id="meeting-day"
            label="哪一天"
            kind="date"
            from={dayOf(now)}
            value={form.day}
            onChange={(day) => change({ day })}
            error={faultAt('startsAt')}
          />
          <PickerField
            id="meeting-from"
            label="几点开始"
            kind="time"
            value={form.from}
            onChange={(from) => change({ from })}
          />
          <PickerField
            id="meeting-to"
            label="大约几点结束"
            kind="time"
            value={form.to}
            onChange={(to) => change({ to })}
            error={faultAt('endsAt')}
          />
        </Box>
        <TextField
          id="meeting-place"
          label="地点"
          maxLength={60}
          value={form.place}
          onChange={(place) => change({ place })}
          error={faultAt('place')}
        />
        <TextField
          id="meeting-about"
          label="说明"
          optional
          lines={3}
          maxLength={1000}
          value={form.about}
          onChange={(about) => change({ about })}
          error={faultAt('about')}
        />
      </Surface>
      <SectionTitle title="议程" note={`${form.items.length} 项`} />
      <Surface padded label="议程">
        {form.items.map((item, index) => (
          <Box key={item.id ?? `new-${index}`} className="agenda-field">
            <TextField
              id={`item-${index}`}
              label={`第 ${index + 1} 项议什么`}
              maxLength={80}
              value={item.title}
              onChange={(title) => changeItem(index, { title })}
              error={faultAt(`items.${index}.title`)}
            />
            <PickerField
              id={`item-link-${index}`}
              label={`第 ${index + 1} 项关联的议题或者表决`}
              optional
              kind="list"
              options={links}
              value={item.link}
              onChange={(link) => changeItem(index, { link })}
              error={faultAt(`items.${index}.topicId`) ?? faultAt(`items.${index}.pollId`)}
            />
            {form.items.length > 1 && (
              <Button
                kind="plain"
                small
                label={`去掉这一项：第 ${index + 1} 项`}
                onTap={() => change({ items: form.items.filter((_, at) => at !== index) })}
              >
                去掉这一项
              </Button>
            )}
          </Box>
        ))}
        {mayAddItem(form) && (
          <Button kind="tint" small icon="plus" onTap={() => change({ items: [...form.items, newItem] })}>
            加一项
          </Button>
        )}
      </Surface>
      <SectionTitle title="请谁来" note={isOut ? '请过的人不会去掉' : undefined} />
      <Surface>
        <SwitchRow
          title="支持过这些议题的邻居"
          detail="议程里关联的议题，支持过的人都请"
          on={form.supporters}
          onChange={(supporters) => change({ supporters })}
        />
        <SwitchRow
          title="居民代表"
          detail="最近一次居民代表会议表决里点名的代表"
          on={form.representatives}
          onChange={(representatives) => change({ representatives })}
        />
      </Surface>
      {supportersFault !== undefined && <FieldError id="meeting-supporters">{supportersFault}</FieldError>}
      <ElectorsPart
        title="另外点名请的居民"
        noun="居民"
        ids={form.personIds}
        onChange={(personIds) => change({ personIds })}
      />
      {peopleFault !== undefined && <FieldError id="meeting-people">{peopleFault}</FieldError>}
      <SectionTitle title="谁能看" />
      <Surface>
        <SwitchRow
          title="公开"
          detail="不登录也能看到会议和纪要。关掉以后只有本社区的居民能看"
          on={form.isPublic}
          onChange={(isPublic) => change({ isPublic })}
        />
      </Surface>
    </StaffConsole>
  )
}

/** 安排会议, or another day, place, agenda or audience for one. */
export function MeetingEditPage({ id }: { readonly id: string | undefined }) {
  const { communityId } = useDesk()
  const query = useDeskMeeting(id ?? '')
  if (id === undefined && communityId !== undefined)
    return <MeetingFormPart key={communityId} communityId={communityId} meeting={undefined} />
  if (query.data !== undefined)
    return <MeetingFormPart key={query.data.id} communityId={query.data.communityId} meeting={query.data} />
  return (
    <StaffConsole title="改会议" inside current="meetings" backTo="/packages/staff-council/meetings">
      <QueryView query={query}>{() => null}</QueryView>
    </StaffConsole>
  )
}
