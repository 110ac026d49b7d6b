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

    onChosen(chosen) {
      const { editorState, entityType, onComplete } = this.props;
      const words = chosen.string;
      const label = words.includes(": ") ? words.slice(words.indexOf(": ") + 2) : words;
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "IMMUTABLE", { id: String(chosen.id), form: "value", label: words });
      const key = content.getLastCreatedEntityKey();
      const placed = Modifier.replaceText(content, editorState.getSelection(), label, null, key);
      this.workflow.close();
      onComplete(EditorState.push(editorState, placed, "insert-characters"));
    }
  }

  const Fact = (props) => {
    const { label } = props.contentState.getEntity(props.entityKey).getData();
    return createElement(
      "span",
      { className: "w-fact-entity", title: label },
      props.children,
    );
  };

  registerPlugin({ type: "FACT", source: FactSource, decorator: Fact }, "entityTypes");
})();
