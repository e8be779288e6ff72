export default definePageConfig({
  navigationBarTitleText: '连着约几次',
  enablePageMeta: true,
})
