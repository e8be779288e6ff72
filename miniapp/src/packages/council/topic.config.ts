export default definePageConfig({
  navigationBarTitleText: '议题',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
