import type { Uploads } from '@/platform/use-uploads'
import { sentenceOf } from '@/platform/error-words'
import { FieldError } from '@/ui/field-error'
import { PhotoGrid } from '@/ui/photo-grid'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { TextField } from '@/ui/text-field'
import { CategoryPanel } from './category-panel'
import { EmergencyGate } from './emergency-gate'
import { useSuggestion } from './intake-queries'
import { FilmField } from './film-field'
import type { DraftFaults, OpinionDraft } from './opinion-draft'
import { SimilarPanel } from './similar-panel'
import { VoiceField } from './voice-field'

interface TextStepProps {
  readonly draft: OpinionDraft
  readonly saved: boolean
  readonly faults: DraftFaults
  readonly uploads: Uploads
  readonly voice: Uploads
  readonly video: Uploads
  readonly onChange: (part: Partial<OpinionDraft>) => void
  /** Back to all categories. */
  readonly onCategories: () => void
}

const MOST_PHOTOS = 9

/** Photos of a form: choosing, progress, sending again, and what is wrong with one. */
export function PhotoField({
  uploads,
  error,
  id = 'photoIds',
  most = MOST_PHOTOS,
  hint = `最多 ${MOST_PHOTOS} 张，请尽量不拍到人脸和车牌`,
}: {
  readonly uploads: Uploads
  readonly error?: string | undefined
  /** Where its fault stands; two on one page have two. */
  readonly id?: string
  readonly most?: number
  readonly hint?: string
}) {
  const failed = uploads.items.find(({ state, error: cause }) => state === 'failed' && cause !== undefined)
  return (
    <>
      <PhotoGrid
        photos={uploads.items}
        onAdd={() => void uploads.choosePhotos()}
        onRemove={uploads.remove}
        onRetry={uploads.retry}
        max={most}
        hint={hint}
      />
      <FieldError id={id}>{error ?? (failed && `有照片没传上去：${sentenceOf(failed.error)}`)}</FieldError>
    </>
  )
}

/** 说一说: the words, the photos, and who may see what. */
export function TextStep(props: TextStepProps) {
  const { draft, saved, faults, uploads, voice, video, onChange, onCategories } = props
  const suggestion = useSuggestion(draft.text, draft.placeId)
  return (
    <>
      <Surface padded>
        <TextField
          id="text"
          label="把情况告诉我们"
          lines={6}
          maxLength={500}
          placeholder="什么时候、什么样子、影响到谁"
          value={draft.text}
          onChange={(text) => onChange({ text })}
          help={saved ? '草稿已存在本机' : undefined}
          error={faults.text}
        />
      </Surface>
      {/* Right below the words, so that it is seen while they are written. */}
      <EmergencyGate
        text={draft.text}
        urgentNow={draft.urgentNow === true}
        onChange={(urgentNow) => onChange({ urgentNow })}
      />
      <Surface padded label="照片、语音和视频">
        <PhotoField uploads={uploads} error={faults.photoIds} />
        <VoiceField
          uploads={voice}
          seconds={draft.voiceSeconds}
          error={faults.voice}
          onRecorded={(voiceSeconds) => onChange({ voiceSeconds })}
        />
        <FilmField
          uploads={video}
          seconds={draft.videoSeconds ?? 1}
          error={faults.video}
          onPicked={(videoSeconds) => onChange({ videoSeconds })}
        />
      </Surface>
      <CategoryPanel
        chosen={draft.categoryCode}
        suggestion={suggestion?.category ?? null}
        error={faults.categoryCode}
        onChoose={(categoryCode) => onChange({ categoryCode })}
        onOthers={onCategories}
      />
      <SimilarPanel items={suggestion?.similar ?? []} />
      <Surface>
        <SwitchRow
          title="把我的姓名和电话给办理的单位"
          detail="方便单位上门前联系您。不打开，单位只看到楼栋和社区核对过的内容；打开后随时能收回"
          on={draft.shareContact === true}
          onChange={(shareContact) => onChange({ shareContact })}
        />
        <SwitchRow
          title="可以公开"
          detail="社区去掉姓名和门牌后，邻居能看到这件事和答复"
          on={draft.wantsPublic}
          onChange={(wantsPublic) => onChange({ wantsPublic })}
        />
        <SwitchRow
          title="有进展告诉我"
          detail="受理、答复、要您补充时，都会收到消息"
          on={draft.notifyMe}
          onChange={(notifyMe) => onChange({ notifyMe })}
        />
      </Surface>
    </>
  )
}
