import { emergencyNumbers, limitText } from '@linli/shared/opinions/opinions.catalogue'
import { callPhone } from '@/platform/call-phone'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { CategoryChooser } from './category-chooser'
import { useCatalogue } from './queries'

interface CategoryStepProps {
  readonly chosen: string
  readonly error: string | undefined
  readonly onChoose: (code: string) => void
  /** On to the text: what it says proposes a category. */
  readonly onUnsure: () => void
}

/** 是什么事: what belongs to the emergency numbers first, then a category in two taps. */
export function CategoryStep({ chosen, error, onChoose, onUnsure }: CategoryStepProps) {
  const catalogue = useCatalogue()
  return (
    <>
      <QueryView query={catalogue}>
        {({ groups }) => {
          const item = groups.flatMap(({ items }) => items).find(({ code }) => code === chosen)
          return (
            <Surface padded>
              <CategoryChooser groups={groups} chosen={chosen} onChoose={onChoose} />
              {item !== undefined && (
                <Box className="category-days">
                  <Banner kind={item.urgent ? 'wait' : 'info'}>
                    {item.urgent
                      ? '这类事不等排队，社区收到后马上联系您。有人有危险请先打下面的电话'
                      : `受理后，社区最晚 ${limitText(item)}答复您`}
                  </Banner>
                </Box>
              )}
              <FieldError id="categoryCode">{error}</FieldError>
              {chosen === '' && (
                <Button kind="plain" onTap={onUnsure}>
                  选不准，先说情况
                </Button>
              )}
            </Surface>
          )
        }}
      </QueryView>
      <SectionTitle title="有危险先打电话" note="打完再回来告诉我们" />
      <Surface>
        {emergencyNumbers.map(({ number, for: reason }) => (
          <ListRow
            key={number}
            icon="emergency"
            title={number}
            detail={reason}
            label={`打 ${number}，${reason}`}
            onTap={() => callPhone(number)}
          />
        ))}
      </Surface>
    </>
  )
}
