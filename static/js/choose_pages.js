// Several pages at once from Wagtail's own chooser, sent off as soon as they are chosen.
for (const button of document.querySelectorAll("[data-choose-pages]")) {
  button.addEventListener("click", () => {
    window.ModalWorkflow({
      url: button.dataset.choosePages,
      onload: window.PAGE_CHOOSER_MODAL_ONLOAD_HANDLERS,
      responses: {
        pageChosen(chosen) {
          button.form.elements.pages.value = [chosen].flat().map((page) => page.id).join(",");
          button.form.submit();
        },
      },
    });
  });
}
