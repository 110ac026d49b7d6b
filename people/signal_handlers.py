from media_library.uses import forget_uses, record_uses


def record_portrait_use(instance, **kwargs):
    record_uses(instance, {instance.portrait.public_id} if instance.portrait else set())


def forget_portrait_use(instance, **kwargs):
    forget_uses(instance)
