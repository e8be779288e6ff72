export default definePageConfig({
  navigationBarTitleText: '录入纸票',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
