import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { monthOf, monthsLater, monthText } from './months'
import './case-figures.scss'

/** The month that is looked at, up to the one that runs. */
export function MonthChoice({
  month,
  onChange,
}: {
  readonly month: string
  readonly onChange: (month: string) => void
}) {
  return (
    <Box className="figure-month">
      <Button kind="outline" small onTap={() => onChange(monthsLater(month, -1))}>
        上个月
      </Button>
      <Box as="span" className="figure-month__name">
        {monthText(month)}
      </Box>
      {month < monthOf(new Date()) && (
        <Button kind="outline" small onTap={() => onChange(monthsLater(month, 1))}>
          下个月
        </Button>
      )}
    </Box>
  )
}
