import { useState } from 'react'
import { SpotPicker, type PickedSpot } from '@/features/space/spot-picker'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { OptionGroup } from '@/ui/option-group'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import type { DraftFaults, OpinionDraft } from './opinion-draft'
import { homesToOffer, type Homes } from './home-choice'
import { useSuggestion } from './intake-queries'
import { PlaceBrowser, type PickedPlace } from './place-browser'
import { SimilarPanel } from './similar-panel'

interface PlaceStepProps {
  readonly draft: OpinionDraft
  readonly homes: Homes
  readonly faults: DraftFaults
  readonly onChange: (part: Partial<OpinionDraft>) => void
}

const ELSEWHERE = 'elsewhere'

/** 在哪里: at home (of whom it is written for too) in one tap, or any place of the community. */
export function PlaceStep({ draft, homes: known, faults, onChange }: PlaceStepProps) {
  const homes = homesToOffer(known, draft.forPersonId)
  const atHome = homes.some(({ roomId }) => roomId === draft.placeId)
  const [wanted, setBrowsing] = useState<boolean>()
  const browsing = wanted ?? (homes.length === 0 && draft.placeId === '')
  const elsewhere = draft.placeId !== '' && !atHome
  const suggestion = useSuggestion(draft.text, draft.placeId)
  const pick = ({ id, label }: PickedPlace) => {
    onChange({ placeId: id, placeLabel: label, point: undefined, inGrid: undefined })
    setBrowsing(false)
  }
  const pickSpot = ({ gridId, gridName, point }: PickedSpot) =>
    onChange({ placeId: gridId, placeLabel: gridName, point, inGrid: true })
  const grid = draft.inGrid === true ? draft.placeId : undefined
  return (
    <>
      {homes.length > 0 && (
        <Box className="rate-options">
          <OptionGroup
            id="place"
            label="在哪里"
            options={[
              ...homes.map(({ roomId, label, whose }) => ({ value: roomId, title: label, detail: whose })),
              {
                value: ELSEWHERE,
                title: elsewhere ? draft.placeLabel : '别的地方',
                detail: '楼道、院子、停车场，或别的楼',
              },
            ]}
            chosen={atHome ? [draft.placeId] : elsewhere || browsing ? [ELSEWHERE] : []}
            onChange={([value]) => {
              const home = homes.find(({ roomId }) => roomId === value)
              if (home === undefined) setBrowsing(true)
              else pick({ id: home.roomId, label: home.label })
            }}
          />
        </Box>
      )}
      {browsing && <SpotPicker gridId={grid} point={draft.point} onPick={pickSpot} />}
      <Box className="choice-fault">
        <FieldError id="placeId">{faults.placeId ?? faults.point}</FieldError>
      </Box>
      {draft.placeId !== '' && (!browsing || grid !== undefined) && (
        <Surface padded>
          <Box className="opinion-place">
            {draft.point === undefined ? draft.placeLabel : `${draft.placeLabel}，地图上点的位置`}
          </Box>
          {!browsing && (homes.length === 0 || elsewhere) && (
            <Button kind="plain" onTap={() => setBrowsing(true)}>
              换一个地方
            </Button>
          )}
          <TextField
            id="placeDetail"
            label="再说细一点"
            optional={grid === undefined || draft.point !== undefined}
            maxLength={60}
            placeholder={grid === undefined ? '例如 5 楼电梯口' : '例如 3 号楼东边的绿地'}
            value={draft.placeDetail}
            onChange={(placeDetail) => onChange({ placeDetail })}
            error={faults.placeDetail}
          />
        </Surface>
      )}
      {browsing && (
        <>
          <SectionTitle title="或者选楼栋、公共部位" />
          <PlaceBrowser onPick={pick} />
        </>
      )}
      {draft.placeId !== '' && !browsing && <SimilarPanel items={suggestion?.similar ?? []} />}
    </>
  )
}
