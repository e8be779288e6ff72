import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Box } from '@/ui/box'
import { CheckLine } from '@/ui/check-line'
import { EmptyState } from '@/ui/empty-state'
import { FieldError } from '@/ui/field-error'
import { focusField } from '@/ui/focus'
import { OptionGroup } from '@/ui/option-group'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import { useCaseCatalogue } from './catalogue-queries'
import { CopyField } from './copy-field'
import { dispatchFaults, emptyDispatch, needsCopy, type DispatchDraft } from './dispatch-draft'
import { useCaseParties, type useCaseAct } from './queries'

interface DispatchSheetProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
  readonly onClose: () => void
}

const dayOptions = [1, 2, 3, 5, 7, 10].map((days) => ({ value: String(days), label: `${days} 个工作日` }))

/** Where a fault of the draft stands on the sheet. */
function fieldOf(fault: string, helpers: DispatchDraft['helpers']): string {
  if (fault === 'leadKey') return 'dispatch-lead'
  if (fault === 'copyText') return 'dispatch-copy'
  return `dispatch-task-${helpers.findIndex(({ key }) => fault === `task-${key}`)}`
}

/** Who leads, who helps with what until when, and what an organisation reads: staff check that copy. */
export function DispatchSheet({ item, act, onClose }: DispatchSheetProps) {
  const parties = useCaseParties(item.communityId)
  const draft = useDraft<DispatchDraft>(`dispatch:${item.id}`, emptyDispatch(item))
  const { leadKey, helpers, instruction, copyText, withPhotos } = draft.value
  const [tried, setTried] = useState(false)
  const known = parties.data?.items ?? []
  const usual = useCaseCatalogue(item.communityId)
    .data?.groups.flatMap(({ items }) => items)
    .find(({ code }) => code === item.category.code)?.lead
  const outside = needsCopy(known, draft.value)
  const issues = act.error instanceof ApiError ? act.error : undefined
  const faults = tried ? dispatchFaults(known, draft.value) : {}
  const send = () => {
    setTried(true)
    const [first] = Object.keys(dispatchFaults(known, draft.value))
    if (first !== undefined) return focusField(fieldOf(first, helpers))
    sendForm(
      act,
      {
        event: 'dispatch',
        body: {
          version: item.version,
          leadKey,
          helpers: helpers.map(({ key, task, days }) => ({ key, task: task.trim(), days })),
          instruction: instruction.trim(),
          ...(outside && { copyText: copyText.trim() }),
          photoIds: outside && withPhotos ? item.photos.map(({ id }) => id) : [],
        },
      },
      {
        forget: draft.clear,
        onSuccess: () => {
          onClose()
          showToast('已派出，签收时限开始计算')
        },
      },
    )
  }
  const fieldNames = ['leadKey', 'copyText', ...helpers.map((_helper, at) => `helpers.${at}.task`)]
  const labelOf = (key: string) => known.find((party) => party.key === key)?.label ?? ''
  return (
    <ActSheet
      title="派给谁办"
      send="派出去"
      busy={act.isPending}
      error={act.error}
      beside={fieldNames}
      onSend={send}
      onClose={onClose}
    >
      <QueryView query={parties}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="people">这个社区还没有能接单的单位和网格员</EmptyState>
          ) : (
            <>
              <SectionTitle title="主办" note="只有一个" />
              <OptionGroup
                id="dispatch-lead"
                label="主办"
                options={items.map(({ key, label }) => ({
                  value: key,
                  title: label,
                  detail: label === usual ? '这一类通常由它办' : undefined,
                }))}
                chosen={leadKey === '' ? [] : [leadKey]}
                onChange={([key = '']) =>
                  draft.change({ leadKey: key, helpers: helpers.filter((helper) => helper.key !== key) })
                }
              />
              <FieldError id="dispatch-lead-fault">{faults.leadKey ?? issues?.issueAt('leadKey')}</FieldError>
              <SectionTitle title="协办" note="可以不选，各有各的期限" />
              <OptionGroup
                id="dispatch-helpers"
                label="协办"
                multiple
                options={items
                  .filter(({ key }) => key !== leadKey)
                  .map(({ key, label }) => ({ value: key, title: label }))}
                chosen={helpers.map(({ key }) => key)}
                onChange={(keys) =>
                  draft.change({
                    helpers: keys.map(
                      (key) => helpers.find((helper) => helper.key === key) ?? { key, task: '', days: 3 },
                    ),
                  })
                }
              />
              {helpers.map((helper, at) => {
                const change = (part: Partial<typeof helper>) =>
                  draft.change({
                    helpers: helpers.map((other) =>
                      other.key === helper.key ? { ...other, ...part } : other,
                    ),
                  })
                return (
                  <Box key={helper.key}>
                    <TextField
                      id={`dispatch-task-${at}`}
                      label={`${labelOf(helper.key)}做什么`}
                      maxLength={100}
                      value={helper.task}
                      onChange={(task) => change({ task })}
                      error={faults[`task-${helper.key}`] ?? issues?.issueAt(`helpers.${at}.task`)}
                    />
                    <PickerField
                      id={`dispatch-days-${at}`}
                      kind="list"
                      label="几天内办完"
                      options={dayOptions}
                      value={String(helper.days)}
                      onChange={(days) => change({ days: Number(days) })}
                    />
                  </Box>
                )
              })}
              <TextField
                id="dispatch-instruction"
                label="请对方做什么"
                optional
                lines={2}
                maxLength={200}
                value={instruction}
                onChange={(value) => draft.change({ instruction: value })}
              />
              {outside && (
                <>
                  <CopyField
                    id="dispatch-copy"
                    value={copyText}
                    onChange={(value) => draft.change({ copyText: value })}
                    error={faults.copyText ?? issues?.issueAt('copyText')}
                  />
                  {item.photos.length > 0 && (
                    <CheckLine
                      id="dispatch-photos"
                      title={`${item.photos.length} 张照片也给单位看`}
                      detail="请先看过，里面没有人脸、车牌和家里的样子"
                      checked={withPhotos}
                      onChange={(checked) => draft.change({ withPhotos: checked })}
                    />
                  )}
                </>
              )}
            </>
          )
        }
      </QueryView>
    </ActSheet>
  )
}
