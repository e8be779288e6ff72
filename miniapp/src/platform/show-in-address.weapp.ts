/** WeChat shows no address. */
export function showInAddress(_name: string, _value: string | undefined): void {}
