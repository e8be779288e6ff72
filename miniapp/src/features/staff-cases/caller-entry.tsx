import { callerChannelLabel, callerChannels } from '@linli/shared/opinions/caller.kinds'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CategoryChooser } from '@/features/opinions/category-chooser'
import { EmergencyGate } from '@/features/opinions/emergency-gate'
import { PlaceBrowser } from '@/features/opinions/place-browser'
import { useCatalogue } from '@/features/opinions/queries'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { api } from '@/platform/api'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { FilterChips } from '@/ui/filter-chips'
import { focusField } from '@/ui/focus'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { TextField } from '@/ui/text-field'
import { emptyEntry, entryFaults, entryOf, type EntryFaults } from './entry-draft'
import { FollowCode } from './follow-code'
import './staff-cases.scss'

/** Number and code at once: what the caller is told before the call ends. */
function Written({ id, onNext }: { readonly id: string; readonly onNext: () => void }) {
  return (
    <>
      <Banner kind="info">已经登记。请把编号和查询码告诉反映人，或者写给他</Banner>
      <Surface padded>
        <FollowCode id={id} />
        <Box className="entry-acts">
          <Button to={pageUrl('/packages/staff-cases/detail', { id })}>去办理</Button>
          <Button kind="outline" onTap={onNext}>
            再登记一件
          </Button>
        </Box>
      </Surface>
    </>
  )
}

function EntryForm({
  name,
  communityId,
  onWritten,
}: {
  /** Names the draft. */
  readonly name: string
  readonly communityId: string | undefined
  readonly onWritten: (id: string) => void
}) {
  const draft = useDraft(name, emptyEntry)
  const attempt = useAttempt(name)
  const catalogue = useCatalogue(communityId)
  const client = useQueryClient()
  const [faults, setFaults] = useState<EntryFaults>({})
  const { value } = draft
  const change = (part: Partial<typeof value>) => {
    setFaults({})
    forgetEnd(enter)
    draft.change(part)
  }
  const enter = useMutation({
    mutationFn: ({ body, idempotencyKey }: ReturnType<typeof attempt.begin<ReturnType<typeof entryOf>>>) =>
      api.opinions.enter({ body }, { idempotencyKey }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['cases'] }),
  })
  const send = () => {
    const found = entryFaults(value)
    setFaults(found)
    const [first] = Object.keys(found)
    if (first !== undefined) return focusField(first)
    sendForm(enter, attempt.begin(entryOf(value)), {
      attempt,
      forget: draft.clear,
      onSuccess: ({ id }) => onWritten(id),
    })
  }
  const issueAt = (name: string) => {
    const issues = enter.error instanceof ApiError ? enter.error.issues : []
    return issues.find(({ path }) => path === `body.${name}`)?.message
  }
  const sent = isAlreadySent(enter.error)
  return (
    <>
      {sent && (
        <Banner
          kind="wait"
          act="当作新的一件"
          onAct={() => {
            attempt.startAnew()
            enter.reset()
          }}
        >
          上一件已经登记了，现在写的还没有提交
        </Banner>
      )}
      {enter.error !== null && !sent && (
        <Banner kind="alert">{`${sentenceOf(enter.error)}。写的内容还在`}</Banner>
      )}
      <Surface padded>
        <FilterChips
          label="怎么收到的"
          chips={callerChannels.map((channel) => ({ value: channel, label: callerChannelLabel[channel] }))}
          chosen={[value.channel]}
          onChange={([channel]) => channel !== undefined && change({ channel })}
          wrap
          ticked
        />
        <Box className="field-grid">
          <TextField
            id="callerName"
            label="反映人姓名"
            optional
            maxLength={30}
            value={value.callerName}
            onChange={(callerName) => change({ callerName })}
          />
          <TextField
            id="callerPhone"
            label="反映人手机号"
            optional
            kind="phone"
            maxLength={11}
            value={value.callerPhone}
            onChange={(callerPhone) => change({ callerPhone })}
            help="加密保存，只有办理的人能查看，每看一次都留记录"
            error={faults.callerPhone ?? issueAt('callerPhone')}
          />
        </Box>
        <TextField
          id="text"
          label="反映的情况"
          lines={5}
          maxLength={500}
          value={value.text}
          onChange={(text) => change({ text })}
          help={draft.saved ? '草稿已存在本机' : undefined}
          error={faults.text ?? issueAt('text')}
        />
      </Surface>
      <EmergencyGate
        text={value.text}
        urgentNow={value.urgentNow}
        onChange={(urgentNow) => change({ urgentNow })}
      />
      <Surface padded label="归到哪一类">
        <QueryView query={catalogue}>
          {({ groups }) => (
            <CategoryChooser
              groups={groups}
              chosen={value.categoryCode}
              onChoose={(categoryCode) => change({ categoryCode })}
            />
          )}
        </QueryView>
        <FieldError id="categoryCode">{faults.categoryCode ?? issueAt('categoryCode')}</FieldError>
      </Surface>
      <SectionTitle title="在哪里" />
      {value.placeId === '' ? (
        <PlaceBrowser
          from={communityId}
          onPick={({ id, label }) => change({ placeId: id, placeLabel: label })}
        />
      ) : (
        <Surface padded>
          <Box className="opinion-place">{value.placeLabel}</Box>
          <Button kind="plain" onTap={() => change({ placeId: '', placeLabel: '' })}>
            换一个地方
          </Button>
          <TextField
            id="placeDetail"
            label="再说细一点"
            optional
            maxLength={60}
            placeholder="例如 5 楼电梯口"
            value={value.placeDetail}
            onChange={(placeDetail) => change({ placeDetail })}
          />
        </Surface>
      )}
      <FieldError id="placeId">{faults.placeId ?? issueAt('placeId')}</FieldError>
      <Surface>
        <SwitchRow
          title="反映人同意把姓名电话给办理单位"
          detail="问过反映人再打开。不打开，单位只看到楼栋和社区核对过的内容"
          on={value.shareContact === true}
          onChange={(shareContact) => change({ shareContact })}
        />
        <SwitchRow
          title="反映人同意公开"
          detail="去掉姓名和门牌后，邻居能看到这件事和答复"
          on={value.wantsPublic}
          onChange={(wantsPublic) => change({ wantsPublic })}
        />
      </Surface>
      <Surface padded>
        <Button busy={enter.isPending && '正在登记'} onTap={send}>
          登记这件意见
        </Button>
      </Surface>
    </>
  )
}

/** 代录意见: somebody calls, stands at the counter, or says it at the door. */
export function CallerEntryDesk() {
  const { actor, communityId } = useDesk()
  // One computer at the counter, several who sit at it: a caller's name and number are for who wrote them down.
  const form = `caller-entry:${actor?.accountId ?? ''}:${communityId ?? ''}`
  const [written, setWritten] = useState<string>()
  return (
    <StaffConsole title="代录意见" inside current="cases" backTo="/packages/staff-cases/workbench">
      {written === undefined ? (
        <EntryForm key={form} name={form} communityId={communityId} onWritten={setWritten} />
      ) : (
        <Written id={written} onNext={() => setWritten(undefined)} />
      )}
    </StaffConsole>
  )
}
