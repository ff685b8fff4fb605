"""Skills of frameworks that badges may be linked to: ESCO, ROME, or a partner's own list."""
