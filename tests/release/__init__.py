"""What may leave: the policy, the declared release, the door and the proof."""
