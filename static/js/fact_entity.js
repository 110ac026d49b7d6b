// A fact inside a text being written: chosen from the list of facts, shown by its present value, not typed over.
(() => {
  const { ModalWorkflowSource, registerPlugin } = window.draftail;
  const { EditorState, Modifier } = window.DraftJS;
  const { createElement } = window.React;

  class FactSource extends ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.factChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    // Wagtail's own would keep words that were selected before: a fact always stands as its value.
    onChosen({ id, label, value }) {
      const { editorState, entityType, onComplete } = this.props;
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "IMMUTABLE", { id: String(id), form: "value", label, value });
      const key = content.getLastCreatedEntityKey();
      const placed = Modifier.replaceText(content, editorState.getSelection(), value, null, key);
      this.workflow.close();
      onComplete(EditorState.push(editorState, placed, "insert-characters"));
    }
  }

  // Without Wagtail's buttons for links: taking a link away leaves its words, and here those would be a typed number.
  // A fact is deleted like a letter, and another one chosen.
  const Fact = (props) => {
    const { label } = props.contentState.getEntity(props.entityKey).getData();
    return createElement("span", { className: "nr-fact", title: label }, props.children);
  };

  registerPlugin({ type: "FACT", source: FactSource, decorator: Fact }, "entityTypes");
})();
