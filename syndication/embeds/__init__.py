"""What other sites show of ours: frames, the code that is copied for them, and oEmbed."""
